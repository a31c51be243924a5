using System.Collections.Immutable;
using Neuro.Emulator.Cpu.Emit;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Emulator.Cpu.Learning;

/// <summary>A plastic projection in execution: weights and per-synapse arrays of every slot, and the steps that change
/// them.</summary>
internal sealed class PlasticProjection
{
    private readonly SpikeProgram _program;
    private readonly Plasticity _plasticity;
    private readonly RuleFactory _factory;
    private readonly Dictionary<string, SynapseStorage> _arrays = [];
    private readonly Dictionary<string, IrValue> _initial = [];
    private readonly int _slots;

    /// <summary>The plastic projection <paramref name="projection"/> with the initial weights and arrays in every slot.</summary>
    /// <param name="compiled">The program that is executed.</param>
    /// <param name="projection">The projection.</param>
    /// <param name="populations">Its populations.</param>
    /// <param name="slots">Number of slots.</param>
    /// <param name="parts">Number of parts that slots are cut into.</param>
    public PlasticProjection(
        CompiledProgram compiled, Projection projection, IReadOnlyList<CpuPopulation> populations, int slots, int parts)
    {
        (_program, _slots, Definition) = (compiled.Program, slots, projection);
        _plasticity = projection.Plasticity!;
        CpuPopulation Find(string name) => populations.First(p => p.Definition.Name == name);
        Map = new(_program, projection, Find(projection.Source), Find(projection.Target), parts);
        // A row of zeros behind the weights stands for events that did not happen.
        Weights = SynapseStorage.Create(
            Map, _plasticity.WeightMinimum, _plasticity.WeightMaximum, slots, extraRows: Map.IsDense ? 1 : 0);
        _arrays["weight"] = Weights;
        _initial["weight"] = projection.Weight;
        foreach (SynapseArray array in _plasticity.Arrays)
        {
            _arrays[array.Name] = SynapseStorage.Create(Map, array.Minimum, array.Maximum, slots);
            _initial[array.Name] = array.Initial;
        }
        foreach (string counts in PulseCounts.Of(_plasticity))
        {
            _arrays[counts] = SynapseStorage.Create(Map, 0, int.MaxValue, slots);
            _initial[counts] = 0;
        }
        _factory = new(compiled, projection, Map, populations, _arrays, slots, parts);
        foreach (string array in ArrayNames)
            Restart(array);
    }

    /// <summary>The projection.</summary>
    public Projection Definition { get; }

    /// <summary>Where synapses lie.</summary>
    public SynapseMap Map { get; }

    /// <summary>The weights.</summary>
    public SynapseStorage Weights { get; }

    /// <summary>"weight" and the names of the other arrays.</summary>
    public IEnumerable<string> ArrayNames => _arrays.Keys;

    /// <summary>Bytes that a slot's arrays take.</summary>
    public long BytesPerSlot => _arrays.Values.Sum(a => a.Size * Map.Length);

    /// <summary>The array called <paramref name="name"/>.</summary>
    public SynapseStorage Array(string name) => _arrays.TryGetValue(name, out SynapseStorage? storage)
        ? storage
        : throw new KeyNotFoundException($"projection '{Definition.Name}' has no per-synapse array '{name}'");

    /// <summary>The steps; the first of them has number <paramref name="firstNumber"/> in the program.</summary>
    /// <param name="firstNumber">Steps of earlier projections.</param>
    /// <param name="payloads">Gives the payloads of a population's events of some ticks ago.</param>
    /// <param name="width">Registers that kernels use.</param>
    public ImmutableArray<RuleStep> MakeSteps(
        int firstNumber, Func<CpuPopulation, int, EventPayloads> payloads, SimdWidth width) =>
        [.. _plasticity.Steps.Select((step, i) => _factory.Make(step, firstNumber + i, payloads, width))];

    /// <summary>Returns arrays to their initial elements: all, or those of a sample.</summary>
    public void Reset(bool perSampleOnly)
    {
        IEnumerable<string> names = perSampleOnly
            ? _plasticity.Arrays.Where(a => a.PerSample).Select(a => a.Name)
            : ArrayNames;
        foreach (string name in names)
            Restart(name);
    }

    private void Restart(string name)
    {
        SynapseStorage storage = _arrays[name];
        IrValue initial = _initial[name];
        IrArray? values = _program.Array(initial);
        for (int slot = 0; slot < _slots; slot++)
        {
            if (values is null)
                storage.Fill(slot, initial.Scalar);
            else
                storage.Write(slot, values);
        }
    }
}
