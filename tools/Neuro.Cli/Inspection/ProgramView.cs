using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Neuro.Cli.Crossbars;
using Neuro.Cli.Output;
using Neuro.Compiler.Passes;
using Neuro.Compiler.Reports;
using Neuro.Ir;
using Neuro.Ir.Learning;

namespace Neuro.Cli.Inspection;

/// <summary>A program as tables or JSON.</summary>
internal static class ProgramView
{
    /// <summary>Prints the program.</summary>
    /// <param name="terminal">Where.</param>
    /// <param name="loaded">The program.</param>
    /// <param name="withText">Whether the JSON carries the text form.</param>
    public static void Print(Terminal terminal, LoadedProgram loaded, bool withText)
    {
        if (terminal.Json)
        {
            terminal.WriteJson("inspect", Json(loaded, withText));
            return;
        }
        SpikeProgram program = loaded.Program;
        terminal.Write(
            $"{program.Name}: {program.TimeStep} s per tick, seed {program.Seed}, digest {ProgramDigest.Compute(program)[..12]}");
        if (program.Firing == Firing.Event)
            terminal.Write($"fires by the event, with a queue of {program.EventQueue}");
        // The dialect's single knobs ("dialect.reset") are for --json.
        string[] facts = [.. program.Metadata.Where(m => !m.Key.Contains('.')).Select(m => $"{m.Key} {m.Value}")];
        if (facts.Length > 0)
            terminal.Write(string.Join(", ", facts));
        terminal.Write(Populations(program));
        terminal.Write(Projections(program));
        if (program.Projections.Any(p => p.Plasticity is not null))
            terminal.Write(Plasticities(program));
        if (program.Reductions.Length > 0)
            terminal.Write(Reductions(program));
        if (program.Projections.Any(p => p.Crossbar is not null))
            terminal.Write(CrossbarTable.Of(CrossbarReports(program)));
        if (Chips.IsFabricated(program))
            terminal.Write("  one fabricated chip");
        else if (program.Projections.FirstOrDefault(p => p.Crossbar is not null)?.Crossbar is { } binding)
            terminal.Write($"  read {CrossbarView.Conditions(binding)}");
    }

    private static IEnumerable<(string Projection, CrossbarReport Report)> CrossbarReports(SpikeProgram program)
    {
        ImmutableDictionary<string, CrossbarReport> reports = Bind.Reports(program);
        return program.Projections.Where(p => reports.ContainsKey(p.Name)).Select(p => (p.Name, reports[p.Name]));
    }

    private static Spectre.Console.Table Populations(SpikeProgram program)
    {
        Spectre.Console.Table table = Tables.Create(
            "population", "neuron", "shape", "#neurons", "#phase", "states", "parameters");
        foreach (Population p in program.Populations)
        {
            string states = p.Neuron is { } name
                ? string.Join(", ", program.Neuron(name).States.Select(s => $"{s.Name} {Width(s.Signed, s.Bits)}"))
                : "";
            string parameters = p.IsInput
                ? $"payload {p.PayloadMinimum}..{p.PayloadMaximum}"
                : string.Join(", ", p.Parameters.Select(v => $"{v.Key} {Short(v.Value)}"));
            table.Row(p.Name + (program.Outputs.Contains(p.Name) ? " (output)" : ""), p.Neuron ?? "input",
                string.Join('x', p.Shape), p.Size, p.Phase, states, parameters);
        }
        return table;
    }

    private static Spectre.Console.Table Projections(SpikeProgram program)
    {
        Spectre.Console.Table table = Tables.Create("projection", "from", "to", "kind", "#synapses", "weights", "#delay");
        foreach (Projection p in program.Projections)
        {
            string weights = p.Weight.Array is { } array
                ? $"{Width(program.Array(array).Signed, program.Array(array).Bits)} x {program.Array(array).Length}"
                : $"{p.Weight.Scalar}";
            table.Row(p.Name, p.Source, $"{p.Target}.{p.Port}", Kind(p.Connectivity), SynapseCount.Of(program, p), weights,
                Short(p.Delay));
        }
        return table;
    }

    /// <summary>The rules of a projection by the names that they came from: "pair_stdp, weight_normalisation"; empty for none.
    /// </summary>
    public static string Rules(SpikeProgram program, Projection projection) => string.Join(", ",
        (projection.Plasticity?.Steps ?? []).Select(s => program.Rules.First(r => r.Name == s.Rule))
            .Select(r => r.Kind.Length > 0 ? r.Kind : r.Name).Distinct());

    /// <summary>"kmax 3".</summary>
    public static string Kind(Reduction reduction) => reduction.Kind is ReductionKind.KMax or ReductionKind.Softmax
        ? $"{reduction.Kind.ToString().ToLowerInvariant()} {reduction.Count}"
        : reduction.Kind.ToString().ToLowerInvariant();

    private static Spectre.Console.Table Plasticities(SpikeProgram program)
    {
        Spectre.Console.Table table = Tables.Create("learns", "rule", "steps", "weights", "arrays", "commit");
        foreach (Projection p in program.Projections)
        {
            if (p.Plasticity is not { } plasticity)
                continue;
            string steps = string.Join(", ", plasticity.Steps.Select(s =>
                (s.Kind == StepKind.Update ? "" : $"{s.Kind.ToString().ToLowerInvariant()} ") + Trigger(s)));
            table.Row(p.Name + (plasticity.Always ? " (always)" : ""), Rules(program, p), steps,
                $"{plasticity.WeightMinimum}..{plasticity.WeightMaximum}",
                string.Join(", ", plasticity.Arrays.Select(a => $"{a.Name} {Width(a.Signed, a.Bits)}")),
                plasticity.Commit is { } commit
                    ? $"{commit.Device}, {commit.Direction.ToString().ToLowerInvariant()}"
                    : "digital");
        }
        return table;
    }

    private static string Trigger(PlasticityStep step) => step.Trigger switch
    {
        StepTrigger.Every => $"every {step.Period}",
        StepTrigger.PreEmitted => "pre emitted",
        StepTrigger.PostDelayed => "post delayed",
        StepTrigger.SampleEnd => "sample end",
        _ => step.Trigger.ToString().ToLowerInvariant(),
    };

    private static Spectre.Console.Table Reductions(SpikeProgram program)
    {
        Spectre.Console.Table table = Tables.Create("reduction", "from", "to", "kind", "#group");
        foreach (Reduction r in program.Reductions)
            table.Row(r.Name, $"{r.Source}.{r.State}", $"{r.Target}.{r.Port}", Kind(r), r.Group == 0 ? "all" : $"{r.Group}");
        return table;
    }

    private static object Json(LoadedProgram loaded, bool withText)
    {
        SpikeProgram program = loaded.Program;
        return new
        {
            View = "program",
            File = loaded.Path,
            program.Name,
            TimeStep = program.TimeStep.ToString(),
            program.Seed,
            Firing = program.Firing.ToString().ToLowerInvariant(),
            EventQueue = program.Firing == Firing.Event ? program.EventQueue : (int?)null,
            Digest = ProgramDigest.Compute(program),
            program.Metadata,
            program.Outputs,
            Populations = program.Populations.Select(p => new
            {
                p.Name,
                p.Neuron,
                Shape = p.Shape.ToArray(),
                Neurons = p.Size,
                p.Phase,
                p.Origin,
                States =
                    p.Neuron is { } neuron ? program.Neuron(neuron).States.Select(s => new { s.Name, s.Bits, s.Signed }) : null,
            }),
            Projections = program.Projections.Select(p => new
            {
                p.Name,
                p.Source,
                p.Target,
                p.Port,
                Kind = Kind(p.Connectivity),
                Synapses = SynapseCount.Of(program, p),
                WeightBits = p.Weight.Array is { } array ? program.Array(array).Bits : (int?)null,
                Delay = p.Delay.ToString(),
                p.Origin,
                Rules = p.Plasticity is null ? null : Rules(program, p),
                p.Crossbar,
                Fabricated = p.Read is not null,
            }),
            Reductions = program.Reductions.Select(r => new { r.Name, r.Source, r.State, r.Target, r.Port, Kind = Kind(r) }),
            Crossbars = CrossbarReports(program).Select(c => new { c.Projection, c.Report }),
            program.Placement,
            Report = loaded.Report is { } report ? JsonNode.Parse(report) : null,
            Text = withText ? ProgramText.Print(program) : null,
        };
    }

    private static string Kind(Connectivity connectivity) => connectivity switch
    {
        Dense => "dense",
        Sparse => "sparse",
        Convolution c => $"conv {c.KernelHeight}x{c.KernelWidth}",
        _ => "one to one",
    };

    private static string Width(bool signed, int bits) => $"{(signed ? 's' : 'u')}{bits}";

    private static string Short(IrValue value) => value.IsArray ? "per element" : $"{value.Scalar}";
}
