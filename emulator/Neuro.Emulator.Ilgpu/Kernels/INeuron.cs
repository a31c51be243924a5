namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>A population's micro-program: implemented by structs that are emitted for it.</summary>
internal interface INeuron
{
    /// <summary>
    /// Executes one step of a neuron: reads and clears its ports' sums, stores its states, returns the payload of its event, 0
    /// for none.
    /// </summary>
    /// <param name="m">The machine.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="at">The neuron's place in arrays that hold all slots.</param>
    /// <param name="tick">The tick.</param>
    int Step(ref Machine m, int slot, int neuron, long at, int tick);
}
