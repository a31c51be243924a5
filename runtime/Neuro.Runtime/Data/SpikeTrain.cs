namespace Neuro.Runtime.Data;

/// <summary>
/// The events of one sample for one population, immutable: for tick t the neurons <c>Indices[Offsets[t] .. Offsets[t + 1])</c>,
/// ascending and without duplicates, each with a payload (1 for a plain spike, a count or a graded value otherwise). A payload of
/// zero is no event, so that a train and its dense raster say the same. A train <see cref="InOrder"/> is what a population of a
/// program that fires by the event emits: neurons of a tick stand in the order of their events, and may repeat.
/// </summary>
public sealed class SpikeTrain
{
    /// <summary>Wraps arrays that already have the form described above; the arrays must not be changed afterwards.</summary>
    /// <param name="neurons">Size of the population; every index is below it.</param>
    /// <param name="offsets">Length ticks + 1, ascending, from 0 to the number of events.</param>
    /// <param name="indices">The neuron of each event.</param>
    /// <param name="payloads">The payload of each event, or null when all are 1.</param>
    /// <param name="inOrder">Whether neurons of a tick may come in any order, and repeat.</param>
    /// <exception cref="ArgumentException">The arrays are not of that form.</exception>
    public SpikeTrain(int neurons, int[] offsets, int[] indices, int[]? payloads = null, bool inOrder = false)
    {
        InOrder = inOrder;
        Neurons = neurons;
        Offsets = offsets;
        Indices = indices;
        Payloads = payloads;
        Check();
    }

    /// <summary>Number of ticks.</summary>
    public int Ticks => Offsets.Length - 1;

    /// <summary>Size of the population.</summary>
    public int Neurons { get; }

    /// <summary>Length <see cref="Ticks"/> + 1: where the events of each tick begin.</summary>
    public int[] Offsets { get; }

    /// <summary>Whether the neurons of a tick stand in the order of their events, and may repeat.</summary>
    public bool InOrder { get; }

    /// <summary>Neuron index of each event, ascending within a tick unless the train is <see cref="InOrder"/>.</summary>
    public int[] Indices { get; }

    /// <summary>Payload of each event, never 0; null when every payload is 1.</summary>
    public int[]? Payloads { get; }

    /// <summary>Number of events, a payload counting once.</summary>
    public int EventCount => Indices.Length;

    /// <summary>A train without events.</summary>
    public static SpikeTrain Empty(int ticks, int neurons) => new(neurons, new int[ticks + 1], []);

    /// <summary>The events of a dense raster of shape (ticks, neurons), row by row.</summary>
    public static SpikeTrain FromDense(ReadOnlySpan<byte> raster, int ticks, int neurons)
    {
        SpikeTrainBuilder builder = Fitting(raster.Length, ticks, neurons);
        for (int tick = 0; tick < ticks; tick++)
        {
            ReadOnlySpan<byte> row = raster.Slice(tick * neurons, neurons);
            for (int at = row.IndexOfAnyExcept((byte)0); at >= 0;)
            {
                builder.Add(at, row[at]);
                int next = row[(at + 1)..].IndexOfAnyExcept((byte)0);
                at = next < 0 ? -1 : at + 1 + next;
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>The events of a dense raster of shape (ticks, neurons), row by row; the values are the payloads.</summary>
    public static SpikeTrain FromDense(ReadOnlySpan<int> raster, int ticks, int neurons)
    {
        SpikeTrainBuilder builder = Fitting(raster.Length, ticks, neurons);
        for (int tick = 0; tick < ticks; tick++)
        {
            ReadOnlySpan<int> row = raster.Slice(tick * neurons, neurons);
            for (int i = 0; i < row.Length; i++)
            {
                if (row[i] != 0)
                    builder.Add(i, row[i]);
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>Events in any order; those of the same tick and neuron become one whose payload is the sum.</summary>
    /// <param name="ticks">Number of ticks; events before 0 or at or after it are not allowed.</param>
    /// <param name="neurons">Size of the population.</param>
    /// <param name="eventTicks">Tick of each event.</param>
    /// <param name="eventIndices">Neuron of each event.</param>
    /// <param name="eventPayloads">Payload of each event; empty when all are 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An event lies outside of (ticks, neurons).</exception>
    /// <exception cref="OverflowException">Payloads of one neuron and tick add up beyond 32 bits.</exception>
    public static SpikeTrain FromEvents(
        int ticks,
        int neurons,
        ReadOnlySpan<int> eventTicks,
        ReadOnlySpan<int> eventIndices,
        ReadOnlySpan<int> eventPayloads = default)
    {
        CheckLengths(eventTicks, eventIndices, eventPayloads);
        long[] keys = new long[eventTicks.Length];
        for (int e = 0; e < keys.Length; e++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)eventTicks[e], (uint)ticks, nameof(eventTicks));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)eventIndices[e], (uint)neurons, nameof(eventIndices));
            keys[e] = ((long)eventTicks[e] << 32) | (uint)eventIndices[e];
        }
        int[] payloads = new int[keys.Length];
        if (eventPayloads.IsEmpty)
            Array.Fill(payloads, 1);
        else
            eventPayloads.CopyTo(payloads);
        Array.Sort(keys, payloads);
        return Merge(ticks, neurons, keys, payloads);
    }

    /// <summary>Events in the order in which they happened, within a tick as they stand: a train that is
    /// <see cref="InOrder"/>.</summary>
    /// <param name="ticks">Number of ticks; events before 0 or at or after it are not allowed.</param>
    /// <param name="neurons">Size of the population.</param>
    /// <param name="eventTicks">Tick of each event, in any order.</param>
    /// <param name="eventIndices">Neuron of each event.</param>
    /// <param name="eventPayloads">Payload of each event, 0 for none; empty when all are 1.</param>
    /// <exception cref="ArgumentException">An event lies outside of (ticks, neurons).</exception>
    public static SpikeTrain FromEventsInOrder(
        int ticks,
        int neurons,
        ReadOnlySpan<int> eventTicks,
        ReadOnlySpan<int> eventIndices,
        ReadOnlySpan<int> eventPayloads = default)
    {
        CheckLengths(eventTicks, eventIndices, eventPayloads);
        int[] order = [.. Enumerable.Range(0, eventTicks.Length)];
        // The sort of LINQ keeps the order of equals.
        int[] tickOf = eventTicks.ToArray();
        SpikeTrainBuilder builder = new(neurons, ticks, inOrder: true);
        foreach (int e in order.OrderBy(e => tickOf[e]))
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)tickOf[e], (uint)ticks, nameof(eventTicks));
            while (builder.Ticks < tickOf[e])
                builder.EndTick();
            int payload = eventPayloads.IsEmpty ? 1 : eventPayloads[e];
            if (payload != 0)
                builder.Add(eventIndices[e], payload);
        }
        while (builder.Ticks < ticks)
            builder.EndTick();
        return builder.Build();
    }

    /// <summary>The train with one event for each neuron and tick that has any, with the sum of their payloads, clamped to 32
    /// bits: itself, unless it is <see cref="InOrder"/>.</summary>
    public SpikeTrain Merged()
    {
        if (!InOrder)
            return this;
        SpikeTrainBuilder builder = new(Neurons, Ticks);
        SortedDictionary<int, long> sums = [];
        for (int tick = 0; tick < Ticks; tick++)
        {
            sums.Clear();
            for (int e = Offsets[tick]; e < Offsets[tick + 1]; e++)
                sums[Indices[e]] = sums.GetValueOrDefault(Indices[e]) + (Payloads?[e] ?? 1);
            foreach ((int neuron, long sum) in sums.Where(s => s.Value != 0))
                builder.Add(neuron, (int)Math.Clamp(sum, int.MinValue, int.MaxValue));
            builder.EndTick();
        }
        return builder.Build();
    }

    /// <summary>Neurons that have an event at <paramref name="tick"/>, as <see cref="Indices"/> has them; none outside the
    /// train's ticks.</summary>
    public ReadOnlySpan<int> IndicesAt(int tick) =>
        (uint)tick >= (uint)Ticks ? default : Indices.AsSpan(Offsets[tick], Offsets[tick + 1] - Offsets[tick]);

    /// <summary>Payloads of <see cref="IndicesAt"/>; empty when every payload of the train is 1.</summary>
    public ReadOnlySpan<int> PayloadsAt(int tick) =>
        Payloads is null || (uint)tick >= (uint)Ticks
            ? default
            : Payloads.AsSpan(Offsets[tick], Offsets[tick + 1] - Offsets[tick]);

    /// <summary>The dense raster of shape (ticks, neurons), row by row, of payloads: of their sums where neurons
    /// repeat.</summary>
    /// <exception cref="OverflowException">A sum is beyond 32 bits.</exception>
    public int[] ToDense()
    {
        int[] raster = new int[checked(Ticks * Neurons)];
        for (int tick = 0; tick < Ticks; tick++)
        {
            for (int e = Offsets[tick]; e < Offsets[tick + 1]; e++)
            {
                ref int value = ref raster[(tick * Neurons) + Indices[e]];
                value = checked(value + (Payloads?[e] ?? 1));
            }
        }
        return raster;
    }

    /// <summary>The same train cut, or extended by silence, to <paramref name="ticks"/> ticks.</summary>
    public SpikeTrain WithTicks(int ticks)
    {
        if (ticks == Ticks)
            return this;
        int[] offsets = new int[ticks + 1];
        int kept = Math.Min(ticks, Ticks);
        Array.Copy(Offsets, offsets, kept + 1);
        Array.Fill(offsets, Offsets[kept], kept + 1, ticks - kept);
        return new(Neurons, offsets, Indices[..Offsets[kept]], Payloads?[..Offsets[kept]], InOrder);
    }

    private static void CheckLengths(ReadOnlySpan<int> ticks, ReadOnlySpan<int> indices, ReadOnlySpan<int> payloads)
    {
        if (ticks.Length != indices.Length || (!payloads.IsEmpty && payloads.Length != ticks.Length))
            throw new ArgumentException("ticks, indices and payloads differ in length");
    }

    private static SpikeTrainBuilder Fitting(int length, int ticks, int neurons) =>
        length == (long)ticks * neurons
            ? new(neurons, ticks)
            : throw new ArgumentException($"a raster of {length} values is not {ticks} ticks × {neurons} neurons");

    private static SpikeTrain Merge(int ticks, int neurons, long[] keys, int[] payloads)
    {
        SpikeTrainBuilder builder = new(neurons, ticks);
        int e = 0;
        for (int tick = 0; tick < ticks; tick++)
        {
            while (e < keys.Length && keys[e] >> 32 == tick)
            {
                long key = keys[e];
                long sum = 0;
                for (; e < keys.Length && keys[e] == key; e++)
                    sum += payloads[e];
                if (sum != 0)
                    builder.Add((int)key, checked((int)sum));
            }
            builder.EndTick();
        }
        return builder.Build();
    }

    private void Check()
    {
        if (Offsets.Length == 0 || Offsets[0] != 0 || Offsets[^1] != Indices.Length)
            throw new ArgumentException($"offsets must run from 0 to the {Indices.Length} events");
        if (Payloads is not null && (Payloads.Length != Indices.Length || Payloads.Contains(0)))
            throw new ArgumentException("every event needs a payload other than 0");
        for (int tick = 0; tick < Ticks; tick++)
        {
            if (Offsets[tick + 1] < Offsets[tick] || Offsets[tick + 1] > Indices.Length)
                throw new ArgumentException($"offsets descend at tick {tick}");
            int before = -1;
            for (int e = Offsets[tick]; e < Offsets[tick + 1]; before = Indices[e++])
            {
                if ((InOrder ? Indices[e] < 0 : Indices[e] <= before) || Indices[e] >= Neurons)
                {
                    throw new ArgumentException(
                        $"tick {tick}: neuron {Indices[e]} after {before} of {Neurons} is out of order or range");
                }
            }
        }
    }
}
