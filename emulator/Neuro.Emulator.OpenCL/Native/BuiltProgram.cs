namespace Neuro.Emulator.OpenCL.Native;

/// <summary>A program that the driver has built; given back with the last reference to it.</summary>
/// <param name="context">Where it was built.</param>
/// <param name="handle">Its handle.</param>
internal sealed class BuiltProgram(DeviceContext context, nint handle)
{
    /// <summary>Gives it back.</summary>
    ~BuiltProgram() => context.Release(handle, context.Api.ReleaseProgram);

    /// <summary>Its handle.</summary>
    public nint Handle => handle;
}
