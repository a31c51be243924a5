using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>What a reduction refers to, and its numbers against the sizes of what it connects.</summary>
internal sealed class ReductionVerifier(
    Reduction reduction, Dictionary<string, Population> populations, Dictionary<string, MicroProgram> neurons,
    Dictionary<string, long> sizes, Findings findings)
{
    private string Location => reduction.Origin ?? $"reduction {reduction.Name}";

    /// <summary>Checks it.</summary>
    public void Verify()
    {
        MicroProgram? source = Neuron(reduction.Source), target = Neuron(reduction.Target);
        if (source is not null && !source.States.Any(s => s.Name == reduction.State))
            Dangling("state", $"{reduction.Source}.{reduction.State}");
        if (target is not null && !target.Accumulators.Any(a => a.Name == reduction.Port))
            Dangling("port", $"{reduction.Target}.{reduction.Port}");
        if (!Enum.IsDefined(reduction.Kind))
        {
            Fault($"kind {(int)reduction.Kind} is not known", "SEMANTICS.md, section 13, lists the kinds");
            return;
        }
        Numbers();
        if (source is not null && target is not null)
            Sizes(sizes[reduction.Source], sizes[reduction.Target]);
    }

    /// <summary>What a reduction can add to a neuron.</summary>
    /// <param name="reduction">The reduction, verified.</param>
    /// <param name="state">What its state holds.</param>
    /// <param name="size">Neurons of its source.</param>
    public static Interval Added(Reduction reduction, StateDeclaration state, int size)
    {
        int group = reduction.Group == 0 ? size : reduction.Group;
        return reduction.Kind switch
        {
            ReductionKind.Sum => new((long)state.Minimum * group, (long)state.Maximum * group),
            ReductionKind.Max => new(state.Minimum, state.Maximum),
            ReductionKind.ArgMax => new(-1, group - 1),
            ReductionKind.Count => new(0, group),
            ReductionKind.Softmax => new(0, 1L << reduction.Count),
            _ => Interval.Boolean,
        };
    }

    private MicroProgram? Neuron(string population)
    {
        if (!populations.TryGetValue(population, out Population? found)) Dangling("population", population);
        else if (found.Neuron is not { } neuron) Fault($"'{population}' is an input", "inputs have neither states nor ports");
        else return neurons.GetValueOrDefault(neuron);
        return null;
    }

    private void Numbers()
    {
        (int count, int fraction) = (reduction.Count, reduction.FractionBits);
        switch (reduction.Kind)
        {
            case ReductionKind.KMax when count < 1:
                Fault($"{count} are marked", "k-max marks at least 1");
                break;
            case ReductionKind.Softmax when count is < 1 or > 16:
                Fault($"the softmax has {count} bits", "a softmax has 1 to 16 bits");
                break;
            case ReductionKind.Softmax when fraction is < 0 or > 16:
                Fault($"the state has {fraction} fraction bits", "a softmax is of 0 to 16 fraction bits");
                break;
            case ReductionKind.KMax or ReductionKind.Softmax:
                break;
            default:
                if (count != 1) Fault($"it has a count of {count}", "only k-max and softmax have one");
                break;
        }
        if (reduction.Kind != ReductionKind.Softmax && fraction != 0)
            Fault($"it has {fraction} fraction bits", "only softmax has them");
    }

    private void Sizes(long source, long target)
    {
        long group = reduction.Group == 0 ? source : reduction.Group;
        if (group < 1 || source % group != 0)
        {
            Fault(
                $"groups of {group} do not divide the {source} neurons of '{reduction.Source}'",
                "a group is a divisor of them, or 0");
            return;
        }
        bool each = reduction.Kind is ReductionKind.KMax or ReductionKind.Softmax;
        if (target != source && (each || target != source / group))
        {
            string groups = each ? "" : $"{source / group} or ";
            Fault($"'{reduction.Target}' has {target} neurons", $"it gets values for {groups}{source} neurons");
        }
    }

    private void Fault(string what, string hint) =>
        findings.Add(DiagnosticCatalog.IrReduction, Location, reduction.Name, what, hint);

    private void Dangling(string kind, string name) =>
        findings.Add(DiagnosticCatalog.IrUnknownReference, Location, $"reduction '{reduction.Name}'", kind, name);
}
