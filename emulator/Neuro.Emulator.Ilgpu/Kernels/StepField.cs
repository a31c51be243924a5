namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a step of a plasticity.</summary>
internal static class StepField
{
    /// <summary>Place of the plasticity among all.</summary>
    public const int Plasticity = 0;

    /// <summary>A <see cref="Ir.Learning.StepKind"/>.</summary>
    public const int Kind = 1;

    /// <summary>A <see cref="Ir.Learning.StepTrigger"/>.</summary>
    public const int Trigger = 2;

    /// <summary>Ticks of a period.</summary>
    public const int Period = 3;

    /// <summary>A <see cref="Ir.Learning.SynapseGroup"/>.</summary>
    public const int Group = 4;

    /// <summary>A <see cref="Ir.Learning.GatherOperation"/>.</summary>
    public const int Gather = 5;

    /// <summary>How many are marked.</summary>
    public const int Count = 6;

    /// <summary>The vector [slot, group], or the array [slot, synapse] that is marked.</summary>
    public const int Into = 7;

    /// <summary>Number of groups.</summary>
    public const int Groups = 8;

    /// <summary>Fields of a descriptor.</summary>
    public const int Fields = 9;
}
