using Neuro.Ir;
using Neuro.Runtime.Data;

namespace Neuro.Runtime.OnnxRuntime;

/// <summary>The events of some ticks by population: payloads [tick, slot, neuron], 0 where there is none.</summary>
internal sealed class EventRaster(SpikeProgram program, int ticks, int slots)
{
    private readonly Dictionary<string, int[]> _payloads = new(StringComparer.Ordinal);

    /// <summary>Number of ticks.</summary>
    public int Ticks => ticks;

    /// <summary>Number of slots.</summary>
    public int Slots => slots;

    /// <summary>All payloads of a population.</summary>
    public int[] this[string population]
    {
        get => _payloads[population];
        set => _payloads[population] = value;
    }

    /// <summary>The events that <paramref name="input"/> places in session ticks from <paramref name="firstTick"/> on.</summary>
    public static EventRaster Of(SpikeProgram program, InputBatch input, int firstTick, int ticks, int slots)
    {
        EventRaster raster = new(program, ticks, slots);
        foreach (Population population in program.Populations.Where(p => p.IsInput))
        {
            int[] payloads = raster[population.Name] = new int[checked(ticks * slots * population.Size)];
            if (!input.Trains.TryGetValue(population.Name, out IReadOnlyList<SpikeTrain>? trains))
                continue;
            for (int tick = 0; tick < ticks; tick++)
            {
                for (int slot = 0; slot < slots; slot++)
                {
                    SpikeTrain train = trains[slot];
                    int at = firstTick - input.Offset + tick;
                    if ((uint)at >= (uint)train.Ticks)
                        continue;
                    for (int e = train.Offsets[at]; e < train.Offsets[at + 1]; e++)
                        payloads[(tick * slots + slot) * population.Size + train.Indices[e]] = train.Payloads?[e] ?? 1;
                }
            }
        }
        return raster;
    }

    /// <summary>The payloads of a population's neurons at a tick.</summary>
    public ReadOnlySpan<int> Row(string population, int tick, int slot)
    {
        int size = program.Population(population).Size;
        return _payloads[population].AsSpan((tick * slots + slot) * size, size);
    }

    /// <summary>The neurons that have an event at a tick, and its payload.</summary>
    public (int[] Indices, int[] Payloads) Events(string population, int tick, int slot)
    {
        ReadOnlySpan<int> row = Row(population, tick, slot);
        List<int> indices = [], payloads = [];
        for (int at = row.IndexOfAnyExcept(0), start = 0; at >= 0; at = row[start..].IndexOfAnyExcept(0))
        {
            indices.Add(start + at);
            payloads.Add(row[start + at]);
            start += at + 1;
        }
        return ([.. indices], [.. payloads]);
    }
}
