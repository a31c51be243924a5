using ILGPU;
using Neuro.Emulator.Ilgpu.Kernels;
using Neuro.Emulator.Ilgpu.Lowering;
using Neuro.Ir;
using Neuro.Ir.Learning;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>The weights and per-synapse arrays of a session's plastic projections, on its device.</summary>
/// <param name="program">The program that is executed.</param>
/// <param name="image">Where it lies.</param>
/// <param name="memory">The buffers.</param>
/// <param name="slots">Number of slots.</param>
internal sealed class DeviceSynapses(SpikeProgram program, ProgramImage image, DeviceMemory memory, int slots)
{
    /// <summary>Returns arrays of every slot to their initial elements: all, or those of a sample.</summary>
    public void Reset(bool perSampleOnly)
    {
        foreach (PlasticityImage plasticity in image.Plasticities)
        {
            if (!perSampleOnly)
                Reset(plasticity, "weight", plasticity.Definition.Weight);
            foreach (SynapseArray array in plasticity.Definition.Plasticity!.Arrays.Where(a => a.PerSample || !perSampleOnly))
                Reset(plasticity, array.Name, array.Initial);
            foreach (string counts in perSampleOnly ? [] : PulseCounts.Of(plasticity.Definition.Plasticity))
                Reset(plasticity, counts, 0);
        }
    }

    /// <summary>An array of a slot, in the order of the weights.</summary>
    /// <exception cref="KeyNotFoundException">There is no such array.</exception>
    public int[] Read(string projection, string array, int slot)
    {
        PlasticityImage? plasticity = image.Plasticities.FirstOrDefault(p => p.Definition.Name == projection);
        if (plasticity is null || !plasticity.Arrays.TryGetValue(array, out long first))
            throw new KeyNotFoundException($"there is no array '{array}' of a plastic projection '{projection}'");
        int[] values = new int[plasticity.Synapses];
        DeviceMemory.Read(memory.Machine.States, first + (long)slot * plasticity.Synapses, values.AsSpan());
        return values;
    }

    /// <summary>All arrays, [slot, synapse] each.</summary>
    public Dictionary<(string Projection, string Array), int[]> Save()
    {
        Dictionary<(string, string), int[]> synapses = [];
        ArrayView<int> states = memory.Machine.States;
        foreach (PlasticityImage plasticity in image.Plasticities)
        {
            foreach ((string array, long first) in plasticity.Arrays)
            {
                int[] values = new int[checked(slots * plasticity.Synapses)];
                DeviceMemory.Read(states, first, values.AsSpan());
                synapses[(plasticity.Definition.Name, array)] = values;
            }
        }
        return synapses;
    }

    /// <summary>Sets all arrays to what <see cref="Save"/> gave.</summary>
    public void Restore(SessionSnapshot snapshot)
    {
        ArrayView<int> states = memory.Machine.States;
        foreach (PlasticityImage plasticity in image.Plasticities)
        {
            foreach ((string array, long first) in plasticity.Arrays)
                DeviceMemory.Fill<int>(states, snapshot.Synapses[(plasticity.Definition.Name, array)], first);
        }
    }

    private void Reset(PlasticityImage plasticity, string array, IrValue initial)
    {
        int[] values = program.Values(initial, plasticity.Synapses);
        Machine machine = memory.Machine;
        for (int slot = 0; slot < slots; slot++)
            DeviceMemory.Fill<int>(machine.States, values, plasticity.Arrays[array] + (long)slot * plasticity.Synapses);
    }
}
