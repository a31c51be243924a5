using Neuro.Emulator.OpenCL.Generation;
using Neuro.Emulator.OpenCL.Native;
using Neuro.Runtime;

namespace Neuro.Emulator.OpenCL;

/// <summary>A batch in execution on a device whose plastic projections learn.</summary>
internal sealed class OpenCLLearningSession(DeviceContext context, DeviceProgram program, BuiltProgram built, int batchSize)
    : OpenCLSession(context, program.Program, program, built, batchSize), ILearningSession;
