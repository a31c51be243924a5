using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// Everything that a kernel has built in: the micro-program, its scalar parameters, and where the rest of its values are found.
/// The arrays that the kernel gets are numbered.
/// </summary>
/// <param name="micro">The micro-program.</param>
/// <param name="seed">The program's seed.</param>
/// <param name="ordinal">What the random generator counts objects by.</param>
internal abstract class KernelLayout(MicroProgram micro, ulong seed, int ordinal)
{
    /// <summary>
    /// Rows of neurons are padded to this many, so that a vector may reach over the end and a cache line has one owner.
    /// </summary>
    public const int RowPadding = 32;

    /// <summary>The micro-program.</summary>
    public MicroProgram Micro { get; } = micro;

    /// <summary>The program's seed, the key of the random generator but for the slot's stream.</summary>
    public ulong Seed { get; } = seed;

    /// <summary>The second word of the random generator's counter.</summary>
    public int Ordinal { get; } = ordinal;

    /// <summary>Whether what the body stores has an effect.</summary>
    public bool Stores { get; init; } = true;

    /// <summary>Whether what the body emits has an effect.</summary>
    public bool Emits { get; init; } = true;

    /// <summary>The value of a parameter that is the same wherever and whenever the kernel runs, else null.</summary>
    public abstract int? Constant(string parameter);

    /// <summary>Where a parameter that is not constant is found.</summary>
    public abstract Leaf Parameter(string name);

    /// <summary>Where a state is found.</summary>
    public abstract Leaf State(string name);

    /// <summary>Whether anything is ever delivered to a port; one where nothing is has no array and reads 0.</summary>
    public abstract bool IsConnected(string port);

    /// <summary>Number of the array of a table.</summary>
    public abstract int TableArray(string name);

    /// <summary>Number of elements of a table; a scalar is a table of one.</summary>
    public abstract int TableLength(string name);

    /// <summary><paramref name="size"/> rounded up to <see cref="RowPadding"/>.</summary>
    public static int Padded(int size) => checked((size + RowPadding - 1) & -RowPadding);
}
