using Neuro.Emulator.OpenCL.Generation;
using Neuro.Runtime;
using Neuro.Runtime.Data;

namespace Neuro.Emulator.OpenCL;

/// <summary>
/// External events of a chunk of ticks as Kernels/slot.cl reads them: for each slot and input population where the events of each
/// tick begin, then the events.
/// </summary>
internal sealed class InputPacker(DeviceProgram program, int batchSize)
{
    private readonly PopulationLayout[] _inputs = [.. program.Inputs];
    private int[] _packed = [];

    /// <summary>The events of <paramref name="ticks"/> ticks from <paramref name="firstTick"/> on; their numbers are added to
    /// those of the slots.</summary>
    public ReadOnlySpan<int> Pack(InputBatch input, int firstTick, int ticks, long[] eventsOfSlots)
    {
        int offsets = checked(batchSize * _inputs.Length * (ticks + 1));
        int used = offsets;
        Reserve(used);
        for (int i = 0; i < _inputs.Length; i++)
        {
            IReadOnlyList<SpikeTrain>? trains = input.Trains.GetValueOrDefault(_inputs[i].Definition.Name);
            for (int slot = 0; slot < batchSize; slot++)
            {
                int row = (slot * _inputs.Length + i) * (ticks + 1);
                for (int t = 0; t < ticks; t++)
                {
                    _packed[row + t] = used;
                    if (trains is not null)
                        eventsOfSlots[slot] += Add(trains[slot], firstTick + t - input.Offset, _inputs[i].UnitPayloads, ref used);
                }
                _packed[row + ticks] = used;
            }
        }
        return _packed.AsSpan(0, used);
    }

    private int Add(SpikeTrain train, int tick, bool unit, ref int used)
    {
        ReadOnlySpan<int> neurons = train.IndicesAt(tick), payloads = train.PayloadsAt(tick);
        Reserve(checked(used + (unit ? neurons.Length : 2 * neurons.Length)));
        if (unit)
        {
            neurons.CopyTo(_packed.AsSpan(used));
            used += neurons.Length;
            return neurons.Length;
        }
        for (int e = 0; e < neurons.Length; e++)
        {
            _packed[used++] = neurons[e];
            _packed[used++] = payloads.IsEmpty ? 1 : payloads[e];
        }
        return neurons.Length;
    }

    private void Reserve(int length)
    {
        if (length > _packed.Length)
            Array.Resize(ref _packed, (int)Math.Min(Array.MaxLength, Math.Max(length, 2L * _packed.Length)));
    }
}
