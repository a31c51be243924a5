using Neuro.Ir.Learning;
using RuleAxis = Neuro.Emulator.Cpu.Learning.RuleAxis;

namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>
/// Steps that look at groups of synapses, as OpenCL C: a work-item goes through the synapses of a group by itself, ascending, so
/// that nothing depends on an order and the lowest of equals is the first.
/// </summary>
/// <param name="plastic">The projection.</param>
/// <param name="step">The step.</param>
/// <param name="rule">Its rule.</param>
/// <param name="trigger">What a synapse needs to be triggered, and what that differs by; null where all are.</param>
internal sealed class GroupSource(
    PlasticLayout plastic, PlasticityStep step, RuleSource rule, (RuleAxis Axis, string Condition)? trigger)
{
    private string Value => $"v{rule.Emitted}";

    /// <summary>Gathers into the vector at <paramref name="place"/> in S.</summary>
    public string Gather(long place) => EachGroup(
        "long best = 0;\nint any = 0, at = -1;\n" + Execute(Take(Value, "k")) + $"(s + {C.Long(place)})[g] = {Result};\n");

    /// <summary>Gathers all synapses in two steps, between which work-items meet: each row by itself, then the rows.</summary>
    /// <param name="place">Place of the vector in S.</param>
    /// <param name="best">Place in L of an element for each source.</param>
    /// <param name="at">Place in S of an element for each source: the synapse, −1 for a row without a triggered one.</param>
    public string[] GatherAll(long place, long best, long at)
    {
        (string bests, string places) = ($"(l + {C.Long(best)})[i]", $"(s + {C.Long(at)})[i]");
        return
        [
            $"for (int i = lane; i < {plastic.Source.Size}; i += lanes) {{\nlong best = 0;\nint any = 0, at = -1;\n{{\n"
                + Execute(Take(Value, "k"), row: true) + $"}}\n{bests} = (ulong)best;\n{places} = any ? at : -1;\n}}\n",
            "if (lane == 0) {\nlong best = 0;\nint any = 0, at = -1;\n"
                + $"for (int i = 0; i < {plastic.Source.Size}; i++) {{\nif ({places} >= 0) {{\n"
                + Take($"(long){bests}", places) + $"}}\n}}\n(s + {C.Long(place)})[0] = {Result};\n}}\n",
        ];
    }

    /// <summary>Marks the largest of each group; <paramref name="scratch"/> is the place in S of an element for each synapse,
    /// where more than one is marked.</summary>
    public string Rank(long scratch)
    {
        string marks = plastic.Pointer(step.Into!);
        if (step.Count == 1)
        {
            return EachGroup(
                "int best = 0, any = 0, at = -1;\n"
                + Execute($"if (!any || {Value} > best) {{ best = {Value}; at = k; }}\nany = 1;\n")
                + Visit($"{marks}[k] = k == at;\n"));
        }
        // The least value that is marked is found by halving the range it lies in, then the last number among its equals.
        string value = $"(s + {C.Long(scratch)})[k]";
        return EachGroup(
            "int count = 0, last = -1;\nlong low = -2147483649L, high = 2147483648L;\n"
            + Execute($"{value} = {Value};\ncount++;\n")
            + $"if (count > {step.Count}) {{\nint equals = {step.Count};\n"
            + "while (high - low > 1) {\nconst long middle = (low + high) >> 1;\nint above = 0;\n"
            + Visit($"above += {value} >= middle;\n")
            + $"if (above >= {step.Count}) low = middle; else high = middle;\n}}\n"
            + Visit($"equals -= {value} > low;\n")
            + Visit($"if ({value} == low && equals > 0) {{ last = k; equals--; }}\n") + "}\n"
            + Visit($"{marks}[k] = {value} > low || ({value} == low && k <= last);\n"));
    }

    private string Result => step.Gather == GatherOperation.ArgMax ? "at" : "saturate_(best)";

    // Takes one more value, which stands at a synapse.
    private string Take(string value, string synapse) => (step.Gather switch
    {
        GatherOperation.Sum => $"best += {value};\n",
        GatherOperation.Min => $"if (!any || {value} < best) best = {value};\n",
        _ => $"if (!any || {value} > best) {{ best = {value}; at = {synapse}; }}\n",
    }) + (step.Gather is GatherOperation.Sum or GatherOperation.Min ? $"at = {synapse};\n" : "") + "any = 1;\n";

    private string EachGroup(string body) => step.Group switch
    {
        SynapseGroup.Pre => $"for (int i = lane; i < {plastic.Source.Size}; i += lanes) {{\nconst int g = i;\n{body}}}\n",
        SynapseGroup.Post => $"for (int j = lane; j < {plastic.Target.Size}; j += lanes) {{\nconst int g = j;\n{body}}}\n",
        _ => $"if (lane == 0) {{\nconst int g = 0;\n{body}}}\n",
    };

    // The rule, then the statements, at each triggered synapse of the group.
    private string Execute(string statements, bool row = false)
    {
        bool column = step.Group == SynapseGroup.Post;
        (RuleAxis outer, RuleAxis inner) = column ? (RuleAxis.Post, RuleAxis.Pre) : (RuleAxis.Pre, RuleAxis.Post);
        return Visit(
            rule.Read(inner, RuleAxis.Synapse) + rule.Body() + statements, rule.Read(RuleAxis.One, outer), row);
    }

    // The statements at each triggered synapse of the group, or of row i alone.
    private string Visit(string body, string before = "", bool row = false)
    {
        bool column = step.Group == SynapseGroup.Post;
        RuleAxis outer = column ? RuleAxis.Post : RuleAxis.Pre;
        string IfTriggered(string text, bool isHere) => trigger is { } needed && isHere
            ? $"if ({needed.Condition}) {{\n{text}}}\n"
            : text;
        body = IfTriggered(body, trigger?.Axis != outer);
        string loop = before + (column ? plastic.Column(body, shared: false) : plastic.Row(body, shared: false));
        loop = IfTriggered(loop, trigger?.Axis == outer);
        return step.Group == SynapseGroup.All && !row
            ? $"for (int i = 0; i < {plastic.Source.Size}; i++) {{\n{loop}}}\n"
            : $"{{\n{loop}}}\n";
    }
}
