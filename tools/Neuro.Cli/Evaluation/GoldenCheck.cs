using System.Collections.Immutable;
using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Cli.Output;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Evaluation;

/// <summary>Holds a program to a golden and shows where it first leaves it.</summary>
internal static class GoldenCheck
{
    /// <summary>Runs <paramref name="program"/> on <paramref name="input"/> and compares it with <paramref name="golden"/>,
    /// read from <paramref name="path"/>.</summary>
    public static Comparison Run(
        CommandContext context, SpikeProgram program, Golden golden, string path, InputData input, BackendOptionSet backend)
    {
        WarnOfAnotherProgram(context.Terminal, program, golden, path);
        RunTrace expected = golden.Trace with { Ticks = input.Ticks };
        RunTrace actual = backend.Run(context, program, input, expected.Recording).Trace;
        Comparison comparison = TraceComparer.Compare(program, expected, actual);
        if (comparison.First is { } first)
        {
            context.Terminal.Report(DiagnosticCatalog.Divergence.At(path, first));
            context.Terminal.Note($"{comparison.DifferentSamples} of {comparison.Samples} samples differ");
        }
        return comparison;
    }

    /// <summary>The input that the golden itself holds.</summary>
    /// <exception cref="DiagnosticException">It holds none.</exception>
    public static InputData StoredInput(string path, Golden golden)
    {
        if (golden.Inputs.IsEmpty || golden.Trace.Ticks == 0)
            throw new DiagnosticException(DiagnosticCatalog.GoldenWithoutInput.At(null, path));
        (string population, SpikeTrain[] trains) = golden.Inputs.First();
        // Samples keep their numbers, which their random streams count with.
        Dictionary<int, SpikeTrain> byNumber = [];
        for (int index = 0; index < trains.Length; index++)
            byNumber[golden.Trace.Samples[index]] = trains[index];
        int neurons = trains.Length > 0 ? trains[0].Neurons : 0;
        SpikeDataset data = new(
            path, [neurons], golden.Trace.Ticks, byNumber.Keys.DefaultIfEmpty(-1).Max() + 1, s => byNumber[s]);
        return new(data, golden.Trace.Samples, population, golden.Trace.Ticks);
    }

    /// <summary>Prints the outcome: that all is identical, or the neighbourhood of the first divergence.</summary>
    public static void Print(Terminal terminal, string backend, SpikeProgram program, Comparison comparison)
    {
        if (comparison.First is { } first)
            PrintNeighbourhood(terminal, program, first);
        else
            terminal.Write($"identical: {comparison.Samples} samples, {comparison.Cells} values compared on backend {backend}");
    }

    private static void WarnOfAnotherProgram(Terminal terminal, SpikeProgram program, Golden golden, string path)
    {
        string digest = ProgramDigest.Compute(program);
        if (golden.ProgramDigest is { } recorded && recorded != digest)
            terminal.Report(DiagnosticCatalog.GoldenOfAnotherProgram.At(path, recorded[..12], digest[..12]));
    }

    private static void PrintNeighbourhood(Terminal terminal, SpikeProgram program, Divergence divergence)
    {
        ImmutableArray<int> shape = program.Population(divergence.Population).Shape;
        string coordinates = shape.Length > 1 ? $" = ({string.Join(", ", Coordinates(divergence.Neuron, shape))})" : "";
        string state = divergence.State is { } name ? $", state {name}" : "";
        terminal.Write($"first divergence: sample {divergence.Sample}, population {divergence.Population}, neuron " +
            $"{divergence.Neuron}{coordinates}{state}");
        if (divergence.Event is { } place)
        {
            terminal.Write($"  tick {divergence.Tick}, place {place} in the order of its events: expected {divergence.Expected}, "
                + $"actual {divergence.Actual}");
            return;
        }
        if (divergence.Context.IsEmpty)
        {
            terminal.Write($"  spike count: expected {divergence.Expected}, actual {divergence.Actual}");
            return;
        }
        Spectre.Console.Table table = Tables.Create("#tick", "#expected", "#actual", "");
        foreach (DivergenceContext at in divergence.Context)
            table.Row(at.Tick, at.Expected, at.Actual,
                at.Tick == divergence.Tick ? "<- first" : at.Expected != at.Actual ? "differs" : "");
        terminal.Write(table);
    }

    // Row-major: the last extent varies fastest.
    private static int[] Coordinates(int neuron, ImmutableArray<int> shape)
    {
        int[] coordinates = new int[shape.Length];
        for (int axis = shape.Length - 1; axis >= 0; axis--)
            (neuron, coordinates[axis]) = Math.DivRem(neuron, shape[axis]);
        return coordinates;
    }
}
