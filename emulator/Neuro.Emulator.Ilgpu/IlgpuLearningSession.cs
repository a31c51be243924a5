using ILGPU.Runtime;
using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>A batch in execution on a device whose plastic projections learn.</summary>
internal sealed class IlgpuLearningSession(
    IlgpuDevice device, Accelerator accelerator, SpikeProgram program, SessionOptions options, int? groupsPerSlot)
    : IlgpuSession(device, accelerator, program, program, options, groupsPerSlot), ILearningSession;
