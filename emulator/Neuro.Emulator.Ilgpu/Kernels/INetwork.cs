namespace Neuro.Emulator.Ilgpu.Kernels;

/// <summary>All populations of a program: implemented by structs that are emitted for it.</summary>
internal interface INetwork
{
    /// <summary>Steps the neurons of population number <paramref name="population"/> that fall to a thread.</summary>
    void Step(ref Machine m, int population, int slot, int tick, int lane, int lanes);
}
