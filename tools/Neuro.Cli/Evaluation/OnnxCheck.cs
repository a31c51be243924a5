using System.Collections.Immutable;
using Neuro.Cli.Commands;
using Neuro.Cli.Options;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;
using Neuro.Runtime.Data;
using Neuro.Runtime.Runs;
using Neuro.Runtime.Verification;

namespace Neuro.Cli.Evaluation;

/// <summary>
/// Holds an exported ONNX model to the program: the outputs' spikes at every tick, and all states after the last.
/// </summary>
internal static class OnnxCheck
{
    private const int RandomSamples = 8;
    private const int RandomTicks = 32;

    /// <summary>Runs both on <paramref name="given"/>, or where that is null on random events for every input.</summary>
    public static Comparison Run(
        CommandContext context, SpikeProgram program, string path, InputData? given, BackendOptionSet options)
    {
        IReadOnlyList<int> samples = given?.Samples ?? [.. Enumerable.Range(0, RandomSamples)];
        int ticks = given?.Ticks ?? RandomTicks;
        SessionOptions session = options.Session(context) with { BatchSize = 1 };
        (ISession exported, string? digest) = options.OnnxRuntime(context).OpenFile(program, path, session);
        using ISession actual = exported;
        using ISession expected = Backends.Cpu.Open(actual.Program, session);
        string own = ProgramDigest.Compute(program);
        if (digest is not null && digest != own)
            context.Terminal.Report(DiagnosticCatalog.OnnxOfAnotherProgram.At(path, digest[..12], own[..12]));

        Divergence? first = null;
        int different = 0;
        long cells = 0;
        foreach (int sample in samples)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            InputBatch input = given is { } data
                ? new InputBatch(data.Population, [data.Data[sample]])
                : RandomInput(program, sample);
            Comparison spikes = TraceComparer.Compare(
                program, Spikes(expected, input, sample, ticks), Spikes(actual, input, sample, ticks));
            Comparison states = TraceComparer.Compare(program, States(expected, sample), States(actual, sample));
            // What is left after the last tick is a trace of one tick.
            Divergence? here = spikes.First ?? (states.First is { } last ? last with { Tick = ticks - 1, Context = [] } : null);
            first ??= here;
            different += here is null ? 0 : 1;
            cells += spikes.Cells + states.Cells;
        }
        if (first is not null)
            context.Terminal.Report(DiagnosticCatalog.Divergence.At(path, first));
        return new Comparison(first, samples.Count, different, cells);
    }

    private static RunTrace Spikes(ISession session, InputBatch input, int sample, int ticks)
    {
        Recording recording = new(session.Program, new RecordingOptions { Spikes = session.Program.Outputs }, batchSize: 1);
        session.Reset([(uint)sample]);
        session.Run(input, ticks, recording);
        return new RunTrace
        {
            Samples = [sample],
            Ticks = ticks,
            Spikes = session.Program.Outputs.Distinct().ToImmutableSortedDictionary(
                o => o, o => new[] { recording.Spikes(o, 0) }, StringComparer.Ordinal),
        };
    }

    private static RunTrace States(ISession session, int sample)
    {
        SpikeProgram program = session.Program;
        Dictionary<(string, string), int[]> states = [];
        foreach (Population population in program.Populations.Where(p => !p.IsInput))
        {
            foreach (StateDeclaration state in program.Neuron(population.Neuron!).States)
            {
                int[] values = states[(population.Name, state.Name)] = new int[population.Size];
                session.ReadState(population.Name, state.Name, 0, values);
            }
        }
        return new RunTrace { Samples = [sample], Ticks = 1, States = states.ToImmutableSortedDictionary() };
    }

    private static InputBatch RandomInput(SpikeProgram program, int sample)
    {
        Random random = new(sample);
        Dictionary<string, IReadOnlyList<SpikeTrain>> trains = [];
        foreach (Population input in program.Populations.Where(p => p.IsInput))
        {
            SpikeTrainBuilder builder = new(input.Size, RandomTicks);
            for (int tick = 0; tick < RandomTicks; tick++)
            {
                for (int neuron = 0; neuron < input.Size; neuron++)
                {
                    int payload = random.NextDouble() < 0.2
                        ? (int)random.NextInt64(input.PayloadMinimum, 1L + input.PayloadMaximum)
                        : 0;
                    if (payload != 0)
                        builder.Add(neuron, payload);
                }
                builder.EndTick();
            }
            trains[input.Name] = [builder.Build()];
        }
        return new InputBatch(trains);
    }
}
