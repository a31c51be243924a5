using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>A step of neuron n as OpenCL C, on the slot's numbers s and l.</summary>
internal sealed class NeuronSource : MicroSource
{
    private readonly PopulationLayout _population;
    private readonly Dictionary<string, DeviceArray> _arrays;

    /// <summary>The micro-program of <paramref name="population"/>, whose arrays are added to
    /// <paramref name="constants"/>.</summary>
    public NeuronSource(PopulationLayout population, ProgramAnalysis analysis, ConstantPool constants)
        : base(new(population.Kernel!, analysis.Values(population.Definition.Name), population.UnitPayloads), "n")
    {
        NeuronLayout kernel = population.Kernel!;
        _population = population;
        _arrays = [];
        foreach (string name in kernel.Micro.Parameters.Concat(kernel.Micro.Tables))
        {
            if (kernel.Binding(name) is { IsArray: true } binding)
                _arrays[name] = constants.Add(kernel.Array(binding));
            else if (kernel.Micro.Tables.Contains(name))
                _arrays[name] = constants.Add([kernel.Binding(name).Scalar]);
        }
    }

    /// <summary>The statements of one step.</summary>
    public string Body()
    {
        string text = Values() + Stores();
        for (int port = 0; port < _population.Sums.Length; port++)
        {
            if (_population.Sums[port] >= 0)
                text += $"{(_population.IsWide(port) ? 'l' : 's')}[{C.Long(_population.Sums[port])} + n] = 0;\n";
        }
        return text;
    }

    /// <inheritdoc/>
    protected override string Parameter(string name) => $"{_arrays[name].Pointer}[n]";

    /// <inheritdoc/>
    protected override string State(string name) =>
        $"s[{C.Long(_population.States[_population.Kernel!.StateArray(name)])} + n]";

    /// <inheritdoc/>
    protected override string Table(string name) => _arrays[name].Pointer;

    /// <inheritdoc/>
    // A 64-bit sum is clamped where it is read; the sums are kept without sign.
    protected override string Sum(string port)
    {
        int number = _population.Kernel!.Ports.IndexOf(port);
        string place = $"[{C.Long(_population.Sums[number])} + n]";
        return _population.IsWide(number) ? $"saturate_(l{place})" : $"s{place}";
    }
}
