using Neuro.Ir;
using Neuro.Ir.Diagnostics;
using Neuro.Ir.Learning;
using Neuro.Runtime.Data;

namespace Neuro.Runtime;

/// <summary>
/// What every backend checks of the things handed to its sessions, so that all refuse the same with the same words.
/// </summary>
public static class SessionChecks
{
    /// <summary>The most events that a tick processes where neurons fire by the event.</summary>
    public const int MostEventsInATick = 1 << 20;

    /// <summary>The error of a slot that would process more than <see cref="MostEventsInATick"/> events.</summary>
    /// <returns>NEU6107.</returns>
    public static DiagnosticException RunAway(int slot, int tick) =>
        new(DiagnosticCatalog.RunAway.At(null, slot, tick, MostEventsInATick));

    /// <summary>For backends that step neurons by the tick only.</summary>
    /// <exception cref="DiagnosticException">NEU6106: <paramref name="program"/> fires by the event.</exception>
    public static void ByTick(SpikeProgram program, string backend)
    {
        if (program.Firing != Firing.Tick)
        {
            throw new DiagnosticException(
                DiagnosticCatalog.BackendLacks.At(null, backend, "neurons that fire by the event", program.Name));
        }
    }

    /// <summary>Checks that every projection that is bound to a crossbar says how one fabricated chip is read.</summary>
    /// <exception cref="ArgumentException">A projection does not.</exception>
    public static void Fabricated(SpikeProgram program)
    {
        if (program.Projections.FirstOrDefault(p => p.Crossbar is not null && p.Read is null) is { } projection)
        {
            throw new ArgumentException(
                $"projection '{projection.Name}' is bound to crossbar '{projection.Crossbar!.Array}' but no chip was fabricated",
                nameof(program));
        }
    }

    /// <summary>
    /// For backends without reductions and rules: checks that <paramref name="program"/> needs none in sessions that do not
    /// learn.
    /// </summary>
    /// <param name="program">The program; what remains of it after <see cref="InferenceProgram.Of"/> counts.</param>
    /// <param name="backend">The backend's name.</param>
    /// <exception cref="DiagnosticException">NEU6106: it has a reduction, or a plasticity that always runs, or fires by the
    /// event.</exception>
    public static void Static(SpikeProgram program, string backend)
    {
        ByTick(program, backend);
        if (program.Reductions.FirstOrDefault() is { } reduction)
        {
            throw new DiagnosticException(
                DiagnosticCatalog.BackendLacks.At(reduction.Origin ?? reduction.Name, backend, "reductions", reduction.Name));
        }
        if (program.Projections.FirstOrDefault(p => p.Plasticity is { Always: true }) is { } projection)
        {
            throw new DiagnosticException(
                DiagnosticCatalog.BackendLacks.At(projection.Origin ?? projection.Name, backend, "plasticity", projection.Name));
        }
    }

    /// <summary>
    /// Checks the events that <paramref name="input"/> places in the session ticks from <paramref name="firstTick"/> on.
    /// </summary>
    /// <exception cref="DiagnosticException">NEU6101 to NEU6104.</exception>
    public static void Input(SpikeProgram program, InputBatch input, int batchSize, int firstTick, int ticks)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ticks);
        foreach ((string name, IReadOnlyList<SpikeTrain> trains) in input.Trains)
        {
            if (program.Populations.FirstOrDefault(p => p.Name == name) is not { IsInput: true } population)
            {
                string inputs = string.Join(", ", program.Populations.Where(p => p.IsInput).Select(p => p.Name));
                throw new DiagnosticException(DiagnosticCatalog.NotAnInput.At(name, name, inputs));
            }
            if (trains.Count != batchSize)
                throw new DiagnosticException(DiagnosticCatalog.InputSlotMismatch.At(name, name, trains.Count, batchSize));
            for (int slot = 0; slot < batchSize; slot++)
                Train(population, trains, slot, firstTick - input.Offset, ticks);
        }
    }

    /// <summary>Checks that a reset names the random stream of every slot, or of none.</summary>
    /// <exception cref="ArgumentException">It names some other number of streams.</exception>
    public static void Streams(ReadOnlySpan<uint> streams, int batchSize)
    {
        if (!streams.IsEmpty && streams.Length != batchSize)
            throw new ArgumentException($"{streams.Length} streams were given for a batch of {batchSize}", nameof(streams));
    }

    /// <summary>
    /// Checks that <paramref name="snapshot"/> has what <paramref name="program"/> needs at <paramref name="batchSize"/>.
    /// </summary>
    /// <exception cref="DiagnosticException">NEU6105.</exception>
    public static void Snapshot(SpikeProgram program, SessionSnapshot snapshot, int batchSize)
    {
        Require(snapshot.Tick >= 0, $"its tick is {snapshot.Tick}");
        (int streams, int counters) = (snapshot.Streams.Count, snapshot.Counters.Count);
        Require(streams == batchSize, $"it has {streams} slots, the session {batchSize}");
        Require(counters == batchSize, $"it has counters of {counters} slots, the session {batchSize}");
        foreach (Population population in program.Populations)
        {
            foreach (StateDeclaration state in population.IsInput ? [] : program.Neuron(population.Neuron!).States)
            {
                bool found = snapshot.States.TryGetValue((population.Name, state.Name), out int[]? values);
                Require(
                    found && values!.Length == (long)batchSize * population.Size,
                    $"state '{population.Name}.{state.Name}' is missing or of another size");
                Require(
                    values!.All(v => v >= state.Minimum && v <= state.Maximum),
                    $"state '{population.Name}.{state.Name}' holds a value outside {state.Minimum}..{state.Maximum}");
            }
            int longest = Delays.LongestFrom(program, population.Name);
            if (longest == 0)
                continue;
            bool remembered = snapshot.History.TryGetValue(population.Name, out IReadOnlyList<SpikeTrain>? history);
            Require(
                remembered && history!.Count == batchSize
                    && history.All(train => train.Ticks == longest && train.Neurons == population.Size),
                $"the recent events of '{population.Name}' are missing or not {longest} ticks of {population.Size} neurons");
        }
        Synapses(program, snapshot, batchSize);
    }

    private static void Synapses(SpikeProgram program, SessionSnapshot snapshot, int batchSize)
    {
        foreach (Projection projection in program.Projections)
        {
            if (projection.Plasticity is not { } plasticity)
                continue;
            int learning = snapshot.Learning.Count;
            Require(learning == batchSize, $"it has counters of learning of {learning} slots, the session {batchSize}");
            long synapses = SynapseCounts.Of(program, projection);
            Check("weight", plasticity.WeightMinimum, plasticity.WeightMaximum);
            foreach (SynapseArray array in plasticity.Arrays)
                Check(array.Name, array.Minimum, array.Maximum);
            foreach (string counts in PulseCounts.Of(plasticity))
                Check(counts, 0, int.MaxValue);

            void Check(string array, int minimum, int maximum)
            {
                bool found = snapshot.Synapses.TryGetValue((projection.Name, array), out int[]? values);
                Require(
                    found && values!.Length == batchSize * synapses,
                    $"array '{array}' of projection '{projection.Name}' is missing or of another size");
                Require(
                    values!.All(v => v >= minimum && v <= maximum),
                    $"array '{array}' of projection '{projection.Name}' holds a value outside {minimum}..{maximum}");
            }
        }
    }

    private static void Train(Population population, IReadOnlyList<SpikeTrain> trains, int slot, int firstTick, int ticks)
    {
        SpikeTrain train = trains[slot];
        if (train.InOrder)
        {
            throw new ArgumentException(
                $"a neuron of input '{population.Name}' has one event in a tick; merge those of the train");
        }
        if (train.Neurons != population.Size)
        {
            throw new DiagnosticException(
                DiagnosticCatalog.InputSizeMismatch.At(population.Name, population.Name, population.Size, slot, train.Neurons));
        }
        // A train without payloads has none but 1; the usual input is not worth a pass over its events.
        if (train.Payloads is null && population.PayloadMinimum <= 1 && population.PayloadMaximum >= 1)
            return;
        int end = (int)Math.Clamp((long)firstTick + ticks, 0, train.Ticks);
        for (int tick = Math.Clamp(firstTick, 0, train.Ticks); tick < end; tick++)
        {
            for (int e = train.Offsets[tick]; e < train.Offsets[tick + 1]; e++)
            {
                int payload = train.Payloads?[e] ?? 1;
                if (payload < population.PayloadMinimum || payload > population.PayloadMaximum)
                {
                    (string name, int neuron) = (population.Name, train.Indices[e]);
                    throw new DiagnosticException(DiagnosticCatalog.PayloadOutOfRange.At(
                        population.Name, population.Name, slot, tick, train.Indices[e], payload, population.PayloadMinimum,
                        population.PayloadMaximum, RangeOf(trains)));
                }
            }
        }
    }

    /// <summary>The payloads of <paramref name="trains"/>, widened to whole bits: more samples may follow.</summary>
    private static string RangeOf(IEnumerable<SpikeTrain> trains)
    {
        (long least, long most) = (0, 1);
        foreach (int payload in trains.SelectMany(t => t.Payloads ?? []))
        {
            while (payload > most)
                most = (2 * most) + 1;
            while (payload < least)
                least = least == 0 ? -1 : 2 * least;
        }
        return $"{least}..{most}";
    }

    private static void Require(bool fits, string why)
    {
        if (!fits)
            throw new DiagnosticException(DiagnosticCatalog.SnapshotMismatch.At(null, why));
    }
}
