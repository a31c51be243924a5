using System.Collections.Immutable;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Emit;

/// <summary>
/// A population's kernel: the arrays that it gets are states, then ports, then parameters, then tables, as declared.
/// </summary>
internal sealed class NeuronLayout : KernelLayout
{
    private readonly SpikeProgram _program;
    private readonly Population _population;

    /// <summary>The layout of population number <paramref name="ordinal"/>, which is not an input.</summary>
    public NeuronLayout(SpikeProgram program, int ordinal)
        : base(program.Neuron(program.Populations[ordinal].Neuron!), program.Seed, ordinal)
    {
        _program = program;
        _population = program.Populations[ordinal];
        States = [.. Micro.States.Select(s => s.Name)];
        Ports = [.. Micro.Accumulators.Select(a => a.Name)];
        IEnumerable<Projection> incoming = program.Projections.Where(p => p.Target == _population.Name);
        IEnumerable<Reduction> reductions = program.Reductions.Where(r => r.Target == _population.Name);
        ConnectedPorts = [.. Micro.Accumulators.Select(a =>
            incoming.Any(p => p.Port == a.Name) || reductions.Any(r => r.Port == a.Name))];
        Stride = Padded(_population.Size);
    }

    /// <summary>Names of the states.</summary>
    public ImmutableArray<string> States { get; }

    /// <summary>Names of the ports.</summary>
    public ImmutableArray<string> Ports { get; }

    /// <summary>Whether anything is ever delivered to a port; one where nothing is has no array and reads 0.</summary>
    public ImmutableArray<bool> ConnectedPorts { get; }

    /// <summary>Elements between the rows of two slots.</summary>
    public int Stride { get; }

    /// <summary>Number of arrays.</summary>
    public int ArrayCount => States.Length + Ports.Length + Micro.Parameters.Length + Micro.Tables.Length;

    /// <summary>Number of the array of a state.</summary>
    public int StateArray(string name) => States.IndexOf(name);

    /// <summary>Number of the array of a port.</summary>
    public int PortArray(string name) => States.Length + Ports.IndexOf(name);

    /// <summary>Whether a port's sums have 64 bits.</summary>
    public bool IsWide(string port) => Micro.Accumulators[Ports.IndexOf(port)].Bits == 64;

    /// <summary>Number of the array of a parameter.</summary>
    public int ParameterArray(string name) => States.Length + Ports.Length + Micro.Parameters.IndexOf(name);

    /// <inheritdoc/>
    public override int TableArray(string name) => States.Length + Ports.Length + Micro.Parameters.Length
        + Micro.Tables.IndexOf(name);

    /// <summary>What a parameter or table is bound to.</summary>
    public IrValue Binding(string name) => _population.Parameters[name];

    /// <summary>The array behind a binding, which is one.</summary>
    public IrArray Array(IrValue binding) => _program.Array(binding.Array!);

    /// <inheritdoc/>
    public override int TableLength(string name) => Binding(name) is { IsArray: true } binding ? Array(binding).Length : 1;

    /// <inheritdoc/>
    public override int? Constant(string parameter) => Binding(parameter) is { IsArray: false } scalar ? scalar.Scalar : null;

    /// <inheritdoc/>
    public override Leaf Parameter(string name) => new(LeafMode.Elements, ParameterArray(name));

    /// <inheritdoc/>
    public override Leaf State(string name) => new(LeafMode.Elements, StateArray(name));

    /// <inheritdoc/>
    public override bool IsConnected(string port) => ConnectedPorts[Ports.IndexOf(port)];
}
