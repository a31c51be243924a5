namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>The rule of a step of a plasticity: implemented by structs that are emitted for it.</summary>
internal interface IRule
{
    /// <summary>Executes the rule at one synapse: stores its arrays' elements, returns the value emitted, 0 for none.</summary>
    /// <param name="m">The machine.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="synapse">The synapse.</param>
    /// <param name="at">The synapse's place in arrays that hold all slots.</param>
    /// <param name="tick">The tick.</param>
    /// <param name="source">Its source neuron.</param>
    /// <param name="target">Its target neuron.</param>
    int Step(ref Machine m, int slot, int synapse, long at, int tick, int source, int target);
}
