namespace Neuro.Compiler.Discrete;

/// <summary>
/// The largest of several inputs, each at a port of its own. Without a window inputs are spike trains: after every tick the
/// output has given as many spikes as the input with the most. With one they are whole numbers.
/// </summary>
public sealed record MaximumModel : NeuronModel
{
    /// <summary>Number of inputs.</summary>
    public required int Ports { get; init; }

    /// <summary>Least number, or least payload of a tick.</summary>
    public int Minimum { get; init; }

    /// <summary>Largest number, or largest payload of a tick.</summary>
    public int Maximum { get; init; } = 1;

    /// <summary>When it listens and speaks, and how; null for spike trains.</summary>
    public CodeWindow? Window { get; init; }
}
