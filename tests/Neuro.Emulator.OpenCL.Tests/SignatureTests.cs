using System.Reflection;
using Silk.NET.OpenCL;

namespace Neuro.Emulator.OpenCL.Tests;

/// <summary>
/// The functions and names that are used are those of Silk.NET.OpenCL, whichever of the package and its stand-in was built in.
/// </summary>
public sealed class SignatureTests
{
    /// <summary>src/OpenCL/Silk.NET.OpenCL/CL.gen.cs of github.com/dotnet/Silk.NET, in its order; attributes left out.</summary>
    private static readonly string[] Functions =
    [
        "Int32 EnqueueFillBuffer(IntPtr, IntPtr, Void*, UIntPtr, UIntPtr, UIntPtr, UInt32, IntPtr*, IntPtr*)",
        "Int32 BuildProgram(IntPtr, UInt32, IntPtr*, Byte*, ObjectNotifyCallback, Void*)",
        "IntPtr CreateBuffer(IntPtr, MemFlags, UIntPtr, Void*, Int32*)",
        "IntPtr CreateCommandQueue(IntPtr, IntPtr, CommandQueueProperties, Int32*)",
        "IntPtr CreateContext(IntPtr*, UInt32, IntPtr*, NotifyCallback, Void*, Int32*)",
        "IntPtr CreateKernel(IntPtr, Byte*, Int32*)",
        "IntPtr CreateProgramWithBinary(IntPtr, UInt32, IntPtr*, UIntPtr*, Byte**, Int32*, Int32*)",
        "IntPtr CreateProgramWithSource(IntPtr, UInt32, Byte**, UIntPtr*, Int32*)",
        "Int32 EnqueueNdrangeKernel(IntPtr, IntPtr, UInt32, UIntPtr*, UIntPtr*, UIntPtr*, UInt32, IntPtr*, IntPtr*)",
        "Int32 EnqueueReadBuffer(IntPtr, IntPtr, Boolean, UIntPtr, UIntPtr, Void*, UInt32, IntPtr*, IntPtr*)",
        "Int32 EnqueueWriteBuffer(IntPtr, IntPtr, Boolean, UIntPtr, UIntPtr, Void*, UInt32, IntPtr*, IntPtr*)",
        "Int32 Finish(IntPtr)",
        "Int32 GetDeviceIDs(IntPtr, DeviceType, UInt32, IntPtr*, UInt32*)",
        "Int32 GetDeviceInfo(IntPtr, DeviceInfo, UIntPtr, Void*, UIntPtr*)",
        "Int32 GetPlatformIDs(UInt32, IntPtr*, UInt32*)",
        "Int32 GetPlatformInfo(IntPtr, PlatformInfo, UIntPtr, Void*, UIntPtr*)",
        "Int32 GetProgramBuildInfo(IntPtr, IntPtr, ProgramBuildInfo, UIntPtr, Void*, UIntPtr*)",
        "Int32 GetProgramInfo(IntPtr, ProgramInfo, UIntPtr, Void*, UIntPtr*)",
        "Int32 ReleaseCommandQueue(IntPtr)",
        "Int32 ReleaseContext(IntPtr)",
        "Int32 ReleaseKernel(IntPtr)",
        "Int32 ReleaseMemObject(IntPtr)",
        "Int32 ReleaseProgram(IntPtr)",
        "Int32 SetKernelArg(IntPtr, UInt32, UIntPtr, Void*)",
    ];

    /// <summary>The enums of src/OpenCL/Silk.NET.OpenCL/Enums, with the values of the OpenCL specification.</summary>
    private static readonly (Enum Name, long Value)[] Constants =
    [
        (DeviceType.All, 0xFFFFFFFF), (DeviceType.Cpu, 2), (DeviceType.Gpu, 4), (MemFlags.ReadWrite, 1),
        (DeviceInfo.Type, 0x1000), (DeviceInfo.MaxComputeUnits, 0x1002), (DeviceInfo.MaxClockFrequency, 0x100C),
        (DeviceInfo.MaxMemAllocSize, 0x1010), (DeviceInfo.GlobalMemSize, 0x101F), (DeviceInfo.EndianLittle, 0x1026),
        (DeviceInfo.Available, 0x1027), (DeviceInfo.CompilerAvailable, 0x1028), (DeviceInfo.Name, 0x102B),
        (DeviceInfo.DriverVersion, 0x102D), (DeviceInfo.Version, 0x102F), (PlatformInfo.Name, 0x902),
        (ProgramBuildInfo.BuildLog, 0x1183), (ProgramInfo.BinarySizes, 0x1165), (ProgramInfo.Binaries, 0x1166),
        (ErrorCodes.Success, 0), (ErrorCodes.CompilerNotAvailable, -3), (ErrorCodes.MemObjectAllocationFailure, -4),
        (ErrorCodes.OutOfResources, -5), (ErrorCodes.OutOfHostMemory, -6), (ErrorCodes.BuildProgramFailure, -11),
        (ErrorCodes.InvalidBinary, -42), (ErrorCodes.InvalidBufferSize, -61),
    ];

    [Fact]
    public void Every_function_has_the_published_signature()
    {
        HashSet<string> present = [.. typeof(CL).GetMethods().Select(Signature)];
        Assert.All(Functions, f => Assert.Contains(f, present));
        // The loader is found by ourselves: package and stand-in take any context.
        Assert.Contains(typeof(CL).GetConstructors(), c => c.GetParameters() is [{ ParameterType.Name: "INativeContext" }]);
    }

    [Fact]
    public void Every_constant_has_the_value_of_the_specification() =>
        Assert.All(Constants, c => Assert.Equal((c.Name, c.Value), (c.Name, Convert.ToInt64(c.Name))));

    private static string Signature(MethodInfo method) =>
        $"{method.ReturnType.Name} {method.Name}({string.Join(", ", method.GetParameters().Select(p => p.ParameterType.Name))})";
}
