using System.Collections.Immutable;
using Neuro.Ir;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// Everything about a population that its kernel has built in: the micro-program, scalar parameters, lengths of tables, the
/// distance between slots. The arrays that the kernel gets are numbered: states, then ports, then parameters, then tables, as
/// declared.
/// </summary>
internal sealed class KernelLayout
{
    /// <summary>
    /// Rows of neurons are padded to this many, so that a vector may reach over the end and a cache line has one owner.
    /// </summary>
    public const int RowPadding = 32;

    private readonly SpikeProgram _program;
    private readonly Population _population;

    /// <summary>The layout of population number <paramref name="ordinal"/>, which is not an input.</summary>
    public KernelLayout(SpikeProgram program, int ordinal)
    {
        _program = program;
        _population = program.Populations[ordinal];
        Ordinal = ordinal;
        Micro = program.Neuron(_population.Neuron!);
        States = [.. Micro.States.Select(s => s.Name)];
        Ports = [.. Micro.Accumulators.Select(a => a.Name)];
        IEnumerable<Projection> incoming = program.Projections.Where(p => p.Target == _population.Name);
        ConnectedPorts = [.. Micro.Accumulators.Select(a => incoming.Any(p => p.Port == a.Name))];
        Stride = Padded(_population.Size);
    }

    /// <summary>Number of the population, which the random generator counts by.</summary>
    public int Ordinal { get; }

    /// <summary>The micro-program.</summary>
    public MicroProgram Micro { get; }

    /// <summary>Names of the states.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>Names of the ports.</summary>
    public ImmutableArray<string> Ports { get; }

    /// <summary>Whether anything is ever delivered to a port; one where nothing is has no array and reads 0.</summary>
    public ImmutableArray<bool> ConnectedPorts { get; }

    /// <summary>Elements between the rows of two slots.</summary>
    public int Stride { get; }

    /// <summary>The program's seed, the key of the random generator but for the slot's stream.</summary>
    public ulong Seed => _program.Seed;

    /// <summary>Number of arrays.</summary>
    public int ArrayCount => States.Length + Ports.Length + Micro.Parameters.Length + Micro.Tables.Length;

    /// <summary>Number of the array of a state.</summary>
    public int StateArray(string name) => States.IndexOf(name);

    /// <summary>Number of the array of a port.</summary>
    public int PortArray(string name) => States.Length + Ports.IndexOf(name);

    /// <summary>Number of the array of a parameter.</summary>
    public int ParameterArray(string name) => States.Length + Ports.Length + Micro.Parameters.IndexOf(name);

    /// <summary>Number of the array of a table.</summary>
    public int TableArray(string name) => States.Length + Ports.Length + Micro.Parameters.Length + Micro.Tables.IndexOf(name);

    /// <summary>What a parameter or table is bound to.</summary>
    public IrValue Binding(string name) => _population.Parameters[name];

    /// <summary>The array behind a binding, which is one.</summary>
    public IrArray Array(IrValue binding) => _program.Array(binding.Array!);

    /// <summary>Number of elements of a table; a scalar is a table of one.</summary>
    public int TableLength(string name) => Binding(name) is { IsArray: true } binding ? Array(binding).Length : 1;

    /// <summary><paramref name="size"/> rounded up to <see cref="RowPadding"/>.</summary>
    public static int Padded(int size) => checked((size + RowPadding - 1) & -RowPadding);
}
