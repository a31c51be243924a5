using System.Text;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Writes plasticities and reductions. What has its default is left out.</summary>
internal static class LearningPrinter
{
    /// <summary>The "plasticity" field, over several lines; <paramref name="indent"/> stands before it.</summary>
    public static string Print(Plasticity plasticity, string indent)
    {
        StringBuilder text = new($"plasticity weights {plasticity.WeightMinimum} .. {plasticity.WeightMaximum}");
        text.Append(plasticity.Always ? " always {\n" : " {\n");
        string inner = indent + "  ";
        foreach (SynapseArray a in plasticity.Arrays)
            text.Append($"{inner}array {TextNames.Quote(a.Name)} : {(a.Signed ? 's' : 'u')}{a.Bits}")
                .Append($" = {TextNames.Spell(a.Initial)}{(a.PerSample ? " per_sample" : "")}\n");
        if (plasticity.Commit is { } commit) Print(text, commit, inner);
        foreach (PlasticityStep step in plasticity.Steps) Print(text, step, inner);
        return text.Append($"{indent}}}").ToString();
    }

    /// <summary>The fields of a "reduction" item.</summary>
    public static List<string> Fields(Reduction reduction)
    {
        List<string> fields =
        [
            LearningNames.Reductions.Spell(reduction.Kind)
                + (reduction.Kind is ReductionKind.KMax or ReductionKind.Softmax ? $" {reduction.Count}" : ""),
        ];
        if (reduction.FractionBits != 0) fields.Add($"fraction {reduction.FractionBits}");
        if (reduction.Group != 0) fields.Add($"group {reduction.Group}");
        if (reduction.Floor != int.MinValue) fields.Add($"floor {reduction.Floor}");
        return fields;
    }

    private static void Print(StringBuilder text, PulseCommit c, string indent)
    {
        text.Append($"{indent}commit device {TextNames.Quote(c.Device)} bits {c.Bits} {{\n");
        void Field(string word, object? value, bool isDefault = false)
        {
            if (value is not null && !isDefault) text.Append($"{indent}  {word} {value}\n");
        }
        static string? Array(string? name) => name is null ? null : $"@{TextNames.Quote(name)}";
        static string? Name(string? name) => name is null ? null : TextNames.Quote(name);
        Field("up", Array(c.Up));
        Field("down", Array(c.Down));
        Field("up_sigma", Array(c.UpSigma));
        Field("down_sigma", Array(c.DownSigma));
        Field("close_up", c.CloseUp, c.CloseUp == 0);
        Field("close_down", c.CloseDown, c.CloseDown == 0);
        Field("plus", Name(c.Plus));
        Field("minus", Name(c.Minus));
        Field("reference", c.Reference, c.Reference == 0);
        Field("direction", LearningNames.Directions.Spell(c.Direction), c.Direction == CommitDirection.Bidirectional);
        Field("rounding", LearningNames.PulseRoundings.Spell(c.Rounding), c.Rounding == PulseRounding.Nearest);
        Field("remainder", Name(c.Remainder));
        Field("change_per_pulse", c.ChangePerPulse);
        Field("most_pulses", c.MostPulses, c.MostPulses == 1);
        Field("gain", c.ReadGain);
        Field("gain_shift", c.ReadShift, c.ReadShift == 0);
        Field("refresh_above", c.RefreshAbove, c.RefreshAbove == int.MaxValue);
        if (c.Spread is { } s)
            Field("spread", $"up {Array(s.Up)} down {Array(s.Down)} low {Array(s.Low)} high {Array(s.High)}");
        text.Append(indent).Append("}\n");
    }

    private static void Print(StringBuilder text, PlasticityStep step, string indent)
    {
        text.Append($"{indent}{LearningNames.Kinds.Spell(step.Kind)} {TextNames.Quote(step.Rule)}");
        text.Append($" on {LearningNames.Triggers.Spell(step.Trigger)}");
        if (step.Trigger == StepTrigger.Every) text.Append($" {step.Period}");
        if (step.Kind == StepKind.Gather) text.Append($" {LearningNames.Gathers.Spell(step.Gather)}");
        if (step.Kind == StepKind.Rank) text.Append($" largest {step.Count}");
        if (step.Kind != StepKind.Update)
            text.Append($" per {LearningNames.Groups.Spell(step.Group)} into {TextNames.Quote(step.Into)}");
        text.Append(" {");
        List<string> fields =
        [
            .. Ordered(step.Arrays).Select(a => $"state {TextNames.Quote(a.Key)} = {TextNames.Quote(a.Value)}"),
            .. Ordered(step.Inputs).Select(i => $"{TextNames.Quote(i.Key)} = {Spell(i.Value)}"),
            .. Ordered(step.Tables).Select(t => $"table {TextNames.Quote(t.Key)} = @{TextNames.Quote(t.Value)}"),
        ];
        text.Append(fields.Count == 0 ? " }\n" : $"\n{string.Concat(fields.Select(f => $"{indent}  {f}\n"))}{indent}}}\n");
    }

    private static IEnumerable<KeyValuePair<string, T>> Ordered<T>(IEnumerable<KeyValuePair<string, T>> bindings) =>
        bindings.OrderBy(b => b.Key, StringComparer.Ordinal);

    private static string Spell(RuleInput input) => input.Kind switch
    {
        RuleInputKind.Constant => TextNames.Spell(input.Value),
        RuleInputKind.PreState => $"pre state {TextNames.Quote(input.Name)}",
        RuleInputKind.PostState => $"post state {TextNames.Quote(input.Name)}",
        RuleInputKind.PreEvent => "pre event",
        RuleInputKind.PreEmitted => "pre emitted",
        RuleInputKind.PostEvent => "post event",
        RuleInputKind.PostDelayed => "post delayed",
        RuleInputKind.Gathered => $"gathered {TextNames.Quote(input.Name)}",
        _ => $"{input.Kind switch { RuleInputKind.PreModulator => "pre ", RuleInputKind.PostModulator => "post ", _ => "" }}"
            + $"modulator {TextNames.Quote(input.Population)} state {TextNames.Quote(input.Name)}",
    };
}
