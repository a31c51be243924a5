using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>Reductions as OpenCL C: calls of functions that are made once for each width of sums.</summary>
internal sealed class ReductionSource(SpikeProgram program, ConstantPool constants, ExecutionStyle style)
{
    private readonly SortedDictionary<string, string> _functions = new(StringComparer.Ordinal);
    private string? _powers;

    /// <summary>The functions that the calls need.</summary>
    public IEnumerable<string> Functions => _functions.Values;

    /// <summary>Whether a reduction into <paramref name="population"/> reads states that step in the same phase.</summary>
    public bool ReadsItsPhase(PopulationLayout population) => Into(population)
        .Any(r => program.Population(r.Source).Phase == population.Definition.Phase);

    /// <summary>Statements that add what is reduced to the sums of <paramref name="target"/>'s ports.</summary>
    public IEnumerable<string> Reduce(PopulationLayout target, Func<string, PopulationLayout> find) =>
        Into(target).Select(reduction => Reduce(reduction, find(reduction.Source), target));

    private IEnumerable<Reduction> Into(PopulationLayout target) =>
        program.Reductions.Where(r => r.Target == target.Definition.Name);

    private string Reduce(Reduction reduction, PopulationLayout source, PopulationLayout target)
    {
        (string sums, bool wide) = DeliverySource.Port(reduction.Port, target);
        string name = $"reduce_{(wide ? 64 : 32)}";
        _functions["groups"] = Resource.Text("groups");
        _functions[name] = Resource.Text(
            "reduction", ("NAME", name), ("SUM", wide ? "ulong" : "uint"), ("BITS", wide ? "64" : "32"));
        if (reduction.Kind == ReductionKind.Softmax)
            _powers ??= constants.Add(SoftmaxTable.Elements.ToArray()).Pointer;
        int group = reduction.Group == 0 ? source.Size : reduction.Group;
        string states = C.Long(source.States[source.Kernel!.States.IndexOf(reduction.State)]);
        string range = style.Shared
            ? $"lane, {target.Size}, lanes"
            : $"{DeliverySource.Start(target)}, {DeliverySource.End(target)}, 1";
        return $"{name}(s + {states}, {(int)reduction.Kind}, {group}, {(target.Size == source.Size ? 1 : 0)}, {reduction.Count}, "
            + $"{reduction.FractionBits}, {C.Int(reduction.Floor)}, {_powers ?? "0"}, {sums}, {range});\n";
    }
}
