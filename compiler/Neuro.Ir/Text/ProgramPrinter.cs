using System.Collections.Immutable;
using System.Globalization;
using Neuro.Ir.Learning;

namespace Neuro.Ir;

/// <summary>Writes programs in the text form.</summary>
internal sealed class ProgramPrinter(TextWriter text, int maximumInlineElements)
{
    private const int LineWidth = 118;

    /// <summary>Writes <paramref name="program"/>.</summary>
    public void Print(SpikeProgram program)
    {
        text.Write($"program {TextNames.Quote(program.Name)} {{\n");
        text.Write($"  dt {(program.TimeStep == default ? "0/0" : program.TimeStep.ToString())}\n");
        text.Write($"  seed {program.Seed.ToString(CultureInfo.InvariantCulture)}\n");
        if (program.Firing == Firing.Event) text.Write($"  firing event queue {program.EventQueue}\n");
        foreach ((string key, string value) in program.Metadata)
            text.Write($"  meta {TextNames.Quote(key)} = {TextNames.QuoteAlways(value)}\n");
        Section(program.Arrays, Print);
        Print("neuron", program.Neurons);
        Print("rule", program.Rules);
        Section(program.Populations, Print);
        Section(program.Devices, device => Specification("device", device));
        Section(program.CrossbarArrays, array => Specification("crossbar_array", array));
        Section(program.Projections, Print);
        Section(program.Reductions, Print);
        if (program.Outputs.Length > 0) text.Write($"\n  output {string.Join(", ", program.Outputs.Select(TextNames.Quote))}\n");
        if (program.Placement is { } placement) Print(placement);
        text.Write("}\n");
    }

    private void Print(string word, ImmutableArray<MicroProgram> programs)
    {
        foreach (MicroProgram program in programs)
        {
            text.Write('\n');
            MicroProgramPrinter.Print(text, program, "  ", word);
        }
    }

    private void Section<T>(ImmutableArray<T> items, Action<T> print)
    {
        if (items.Length > 0) text.Write('\n');
        foreach (T item in items) print(item);
    }

    private void Print(IrArray array)
    {
        text.Write($"  array {TextNames.Quote(array.Name)} : {(array.Signed ? 's' : 'u')}{array.Bits}{Extents(array.Shape)}");
        if (array.Steps.Length > 0) text.Write($" steps ({string.Join(", ", array.Steps.Select(TextNames.Real))})");
        if (array.Length > maximumInlineElements)
            text.Write($" = file {TextNames.QuoteAlways(ProgramText.ArrayFile(array.Name))}\n");
        else
            Elements(array);
    }

    private void Elements(IrArray array)
    {
        text.Write(" = [");
        bool wrap = array.Length > 16;
        int column = LineWidth;
        for (int i = 0; i < array.Length; i++)
        {
            string element = array[i].ToString(CultureInfo.InvariantCulture);
            if (wrap && column + element.Length + 2 > LineWidth)
            {
                text.Write("\n    ");
                column = 4;
            }
            text.Write(element);
            if (i + 1 < array.Length) text.Write(", ");
            column += element.Length + 2;
        }
        text.Write("]\n");
    }

    private static string Extents(ImmutableArray<int> shape) => $"[{string.Join(", ", shape)}]";

    private void Print(Population population)
    {
        text.Write(population.Neuron is { } neuron
            ? $"  population {TextNames.Quote(population.Name)} {Extents(population.Shape)} : {TextNames.Quote(neuron)}"
                + $" phase {population.Phase} {{"
            : $"  input {TextNames.Quote(population.Name)} {Extents(population.Shape)} {{");
        List<string> fields = [];
        if (population.IsInput && population.Phase != 0) fields.Add($"phase {population.Phase}");
        if (population.IsInput || (population.PayloadMinimum, population.PayloadMaximum) != (0, 1))
            fields.Add($"payload {population.PayloadMinimum} .. {population.PayloadMaximum}");
        fields.AddRange(population.Parameters.Select(p => $"{TextNames.Quote(p.Key)} = {TextNames.Spell(p.Value)}"));
        fields.AddRange(population.Initial.Select(p => $"init {TextNames.Quote(p.Key)} = {TextNames.Spell(p.Value)}"));
        fields.AddRange(population.Inference.Select(p => $"inference {TextNames.Quote(p.Key)} = {TextNames.Spell(p.Value)}"));
        fields.AddRange(population.Kept.Order(StringComparer.Ordinal).Select(state => $"keep {TextNames.Quote(state)}"));
        Fields(fields, population.Origin);
    }

    private void Print(Projection projection)
    {
        text.Write($"  projection {TextNames.Quote(projection.Name)} : {TextNames.Quote(projection.Source)} -> "
            + $"{TextNames.Quote(projection.Target)} port {TextNames.Quote(projection.Port)} {{");
        List<string> fields = [Topology(projection.Connectivity), $"weight {TextNames.Spell(projection.Weight)}"];
        if (projection.Multiplier != 1) fields.Add($"multiplier {TextNames.Spell(projection.Multiplier)}");
        if (projection.Shift != 0) fields.Add($"shift {projection.Shift}");
        if (projection.Delay != 0) fields.Add($"delay {TextNames.Spell(projection.Delay)}");
        if (projection.Crossbar is { } binding) fields.Add(CrossbarPrinter.Print(binding));
        if (projection.Read is { } read) fields.Add(CrossbarPrinter.Print(read, "    "));
        if (projection.Plasticity is { } plasticity) fields.Add(LearningPrinter.Print(plasticity, "    "));
        Fields(fields, projection.Origin);
    }

    private void Print(Reduction r)
    {
        text.Write($"  reduction {TextNames.Quote(r.Name)} : {TextNames.Quote(r.Source)} state {TextNames.Quote(r.State)} -> "
            + $"{TextNames.Quote(r.Target)} port {TextNames.Quote(r.Port)} {{");
        Fields(LearningPrinter.Fields(r), r.Origin);
    }

    private void Specification<T>(string word, T specification)
        where T : class
    {
        string json = SpecificationJson.Print(specification).TrimEnd('\n');
        text.Write($"  {word} {json.Replace("\n", "\n  ")}\n");
    }

    private void Fields(List<string> fields, string? origin)
    {
        if (origin is not null) fields.Add($"origin {TextNames.QuoteAlways(origin)}");
        if (fields.Sum(f => f.Length + 2) <= 70 && !fields.Exists(f => f.Contains('\n')))
            text.Write(fields.Count == 0 ? " }\n" : $" {string.Join("; ", fields)} }}\n");
        else
            text.Write($"\n{string.Concat(fields.Select(f => $"    {f}\n"))}  }}\n");
    }

    private static string Topology(Connectivity connectivity) => connectivity switch
    {
        Dense => "dense",
        OneToOne => "one_to_one",
        Sparse sparse => $"sparse rows @{TextNames.Quote(sparse.RowPointers)} targets @{TextNames.Quote(sparse.Targets)}",
        Convolution c => $"conv in [{c.InputChannels}, {c.InputHeight}, {c.InputWidth}]"
            + $" out [{c.OutputChannels}, {c.OutputHeight}, {c.OutputWidth}]"
            + $" kernel [{c.KernelHeight}, {c.KernelWidth}] stride [{c.StrideY}, {c.StrideX}]"
            + $" padding [{c.PaddingTop}, {c.PaddingLeft}]"
            + $" dilation [{c.DilationY}, {c.DilationX}] groups {c.Groups}",
        _ => throw new InvalidOperationException($"unknown connectivity {connectivity.GetType().Name}"),
    };

    private void Print(Placement placement)
    {
        text.Write($"\n  placement {TextNames.Quote(placement.Target)} cores {placement.Cores} {{\n");
        foreach (CoreAssignment a in placement.Assignments)
            text.Write($"    {TextNames.Quote(a.Population)} {a.FirstNeuron} + {a.Count} -> {a.Core}\n");
        text.Write("  }\n");
    }
}
