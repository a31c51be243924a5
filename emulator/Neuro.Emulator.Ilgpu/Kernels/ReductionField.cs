namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>Places in the descriptor of a reduction.</summary>
internal static class ReductionField
{
    /// <summary>A <see cref="Ir.Learning.ReductionKind"/>.</summary>
    public const int Kind = 0;

    /// <summary>First element of the state.</summary>
    public const int State = 1;

    /// <summary>Number of the source population.</summary>
    public const int Source = 2;

    /// <summary>Number of the target population.</summary>
    public const int Target = 3;

    /// <summary>First sum of the port.</summary>
    public const int Sums = 4;

    /// <summary>Whether sums have 64 bits.</summary>
    public const int Wide = 5;

    /// <summary>Neurons of a group.</summary>
    public const int Group = 6;

    /// <summary>How many are marked, or bits of the result.</summary>
    public const int Count = 7;

    /// <summary>Fraction bits of the state.</summary>
    public const int Fraction = 8;

    /// <summary>Values below it do not take part.</summary>
    public const int Floor = 9;

    /// <summary>Powers of two, in the constants; −1 where none are needed.</summary>
    public const int Powers = 10;

    /// <summary>Fields of a descriptor.</summary>
    public const int Fields = 11;
}
