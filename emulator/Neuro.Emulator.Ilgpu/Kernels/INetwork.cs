namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>All populations of a program: implemented by structs that are emitted for it.</summary>
internal interface INetwork
{
    /// <summary>Steps the neurons of population number <paramref name="population"/> that fall to a thread.</summary>
    void Step(ref Machine m, int population, int slot, int tick, int lane, int lanes);

    /// <summary>
    /// Runs all rules that are due after a tick, or at a sample's end: <see cref="Plasticities.RunAll"/>, or nothing where there
    /// are none.
    /// </summary>
    void Learn(ref Machine m, int slot, int tick, int lane, int lanes, int sampleEnds);

    /// <summary>Runs the rule of step number <paramref name="step"/> at the synapses that fall to a thread.</summary>
    void Rule(ref Machine m, int step, int slot, int tick, int lane, int lanes);
}
