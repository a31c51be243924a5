using Neuro.Emulator.Cpu;
using Neuro.Emulator.Reference;
using Neuro.Runtime;

namespace Neuro.Conformance.Tests.Networks;

/// <summary>Backends that learn.</summary>
internal static class Learners
{
    /// <summary>The fastest one; results do not depend on which it is.</summary>
    public static ILearningBackend Fastest { get; } = (IBackend)new CpuBackend() as ILearningBackend ?? new ReferenceBackend();
}
