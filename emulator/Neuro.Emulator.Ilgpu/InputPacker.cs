using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Ir;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.Ilgpu;

/// <summary>Packs the external events of a launch as <see cref="Chunk"/> describes them.</summary>
internal static class InputPacker
{
    /// <summary>The events of the ticks of <paramref name="chunk"/>; sets what it says of
    /// them.</summary>
    public static int[] Pack(SpikeProgram program, InputBatch input, int slots, ref Chunk chunk)
    {
        SpikeTrain[]?[] trains =
            [.. program.Populations.Where(p => p.IsInput).Select(p => input.Trains.GetValueOrDefault(p.Name)?.ToArray())];
        int first = chunk.FirstTick - input.Offset;
        bool payloads = trains.Any(t => t is not null && t.Any(train => train.Payloads is not null));
        int offsets = checked(trains.Length * (chunk.Ticks * slots + 1));
        long events = 0;
        foreach (SpikeTrain train in trains.SelectMany(t => t ?? []))
        {
            int begin = Math.Clamp(first, 0, train.Ticks);
            events += train.Offsets[(int)Math.Clamp((long)first + chunk.Ticks, begin, train.Ticks)] - train.Offsets[begin];
        }
        chunk.Payloads = payloads ? (int)events : 0;
        int[] packed = new int[checked(offsets + events * (payloads ? 2 : 1))];
        int offset = 0;
        int next = offsets;
        foreach (SpikeTrain[]? train in trains)
        {
            packed[offset++] = next;
            for (int tick = first; tick < first + chunk.Ticks; tick++)
            {
                for (int slot = 0; slot < slots; slot++)
                {
                    if (train is not null && (uint)tick < (uint)train[slot].Ticks)
                        next = Copy(train[slot], tick, packed, next, chunk.Payloads);
                    packed[offset++] = next;
                }
            }
        }
        return packed;
    }

    private static int Copy(SpikeTrain train, int tick, int[] packed, int next, int payloads)
    {
        ReadOnlySpan<int> indices = train.IndicesAt(tick);
        indices.CopyTo(packed.AsSpan(next));
        if (payloads > 0)
        {
            Span<int> to = packed.AsSpan(next + payloads, indices.Length);
            if (train.Payloads is null)
                to.Fill(1);
            else
                train.PayloadsAt(tick).CopyTo(to);
        }
        return next + indices.Length;
    }
}
