using Neuro.Emulator.OpenCL.Generation;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>The weights and per-synapse arrays of plastic projections on the device.</summary>
internal sealed class SessionSynapses(DeviceProgram program, DeviceMemory memory, int batchSize)
{
    /// <summary>Returns arrays of every slot to their initial elements: all, or those of a sample.</summary>
    public void Reset(bool perSampleOnly)
    {
        foreach (PlasticLayout plastic in program.Plastic)
        {
            foreach (PlasticArray array in plastic.Arrays.Values.Where(a => a.PerSample || !perSampleOnly))
            {
                int[] initial = program.Program.Values(array.Initial, plastic.Count);
                for (int slot = 0; slot < batchSize; slot++)
                    memory.Ints.Write<int>(initial, Offset(array, slot));
            }
        }
    }

    /// <summary>Copies an array of a slot.</summary>
    /// <exception cref="KeyNotFoundException">There is no such projection or array.</exception>
    public void Read(string projection, string array, int slot, Span<int> destination)
    {
        PlasticLayout plastic = program.Plastic.FirstOrDefault(p => p.Definition.Name == projection)
            ?? throw new KeyNotFoundException($"there is no plastic projection '{projection}'");
        if (!plastic.Arrays.TryGetValue(array, out PlasticArray? found))
            throw new KeyNotFoundException($"projection '{projection}' has no per-synapse array '{array}'");
        memory.Ints.Read(destination[..plastic.Count], Offset(found, slot));
    }

    /// <summary>All arrays, as snapshots have them.</summary>
    public Dictionary<(string, string), int[]> Save()
    {
        Dictionary<(string, string), int[]> saved = [];
        foreach (PlasticLayout plastic in program.Plastic)
        {
            foreach ((string name, PlasticArray array) in plastic.Arrays)
            {
                int[] all = saved[(plastic.Definition.Name, name)] = new int[checked(batchSize * plastic.Count)];
                for (int slot = 0; slot < batchSize; slot++)
                    memory.Ints.Read(all.AsSpan(slot * plastic.Count, plastic.Count), Offset(array, slot));
            }
        }
        return saved;
    }

    /// <summary>Puts all arrays back.</summary>
    public void Restore(SessionSnapshot snapshot)
    {
        foreach (PlasticLayout plastic in program.Plastic)
        {
            foreach ((string name, PlasticArray array) in plastic.Arrays)
            {
                int[] all = snapshot.Synapses[(plastic.Definition.Name, name)];
                for (int slot = 0; slot < batchSize; slot++)
                {
                    ReadOnlySpan<int> values = all.AsSpan(slot * plastic.Count, plastic.Count);
                    memory.Ints.Write(values, Offset(array, slot));
                }
            }
        }
    }

    private long Offset(PlasticArray array, int slot) => (slot * program.Slot.Ints + array.Place) * sizeof(int);
}
