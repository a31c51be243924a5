namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a plasticity.</summary>
internal static class PlasticityField
{
    /// <summary>Number of the source population.</summary>
    public const int Source = 0;

    /// <summary>Number of the target population.</summary>
    public const int Target = 1;

    /// <summary>Ticks from an event to its arrival.</summary>
    public const int Delay = 2;

    /// <summary>Number of synapses.</summary>
    public const int Synapses = 3;

    /// <summary>First row pointer, in the constants; −1 where rows have one width.</summary>
    public const int Rows = 4;

    /// <summary>Synapses of a row, where rows have one width.</summary>
    public const int Width = 5;

    /// <summary>First target of a row divided by its source, where rows have one width.</summary>
    public const int TargetStep = 6;

    /// <summary>Target of each synapse, in the targets, where there are row pointers.</summary>
    public const int Targets = 7;

    /// <summary>Source of each synapse, in the constants, where there are row pointers.</summary>
    public const int Sources = 8;

    /// <summary>First pointer of the targets' lists of synapses, in the constants, where there are row pointers.</summary>
    public const int Columns = 9;

    /// <summary>The lists, in the constants.</summary>
    public const int ColumnSynapses = 10;

    /// <summary>Payloads of the source's events of this tick: [slot, neuron]; −1 where nothing looks them up.</summary>
    public const int PreEmitted = 11;

    /// <summary>Payloads of the source's events that arrive.</summary>
    public const int PreEvent = 12;

    /// <summary>Payloads of the target's events of this tick.</summary>
    public const int PostEvent = 13;

    /// <summary>Payloads of the target's events of as long ago as the delay.</summary>
    public const int PostDelayed = 14;

    /// <summary>Values that gathers and ranks combine: [slot, synapse].</summary>
    public const int Values = 15;

    /// <summary>The weights: [slot, synapse].</summary>
    public const int Weights = 16;

    /// <summary>Number of its first step.</summary>
    public const int FirstStep = 17;

    /// <summary>Number of steps.</summary>
    public const int StepCount = 18;

    /// <summary>Where its <see cref="CommitField"/>s begin; −1 without a commit.</summary>
    public const int Commit = 19;

    /// <summary>Synapses of the source that has most.</summary>
    public const int LongestRow = 20;

    /// <summary>Synapses of the target that has most.</summary>
    public const int LongestColumn = 21;

    /// <summary>Fields of a descriptor.</summary>
    public const int Fields = 22;
}
