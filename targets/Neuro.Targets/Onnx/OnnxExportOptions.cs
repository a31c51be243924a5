namespace Neuro.Targets.Onnx;

/// <summary>What <see cref="OnnxExporter"/> writes.</summary>
public sealed record OnnxExportOptions
{
    /// <summary>One tick or a sequence of them.</summary>
    public OnnxShape Shape { get; init; } = OnnxShape.Step;

    /// <summary>
    /// For a sequence: whether it starts from states that are given to it, as a step does, rather than from the initial ones.
    /// </summary>
    public bool Resumable { get; init; }

    /// <summary>Whether the events of all neurons are outputs, rather than those of the program's outputs only.</summary>
    public bool AllEvents { get; init; }

    /// <summary>For a sequence: whether the values of all states after every tick are outputs too.</summary>
    public bool StateTraces { get; init; }

    /// <summary>Whether the read noise of crossbars is left out; otherwise a program that has some is refused.</summary>
    public bool IgnoreReadNoise { get; init; }
}
