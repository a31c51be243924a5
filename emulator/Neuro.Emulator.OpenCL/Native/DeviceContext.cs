using System.Text;
using Neuro.Runtime;
using Silk.NET.OpenCL;

namespace Neuro.Emulator.OpenCL.Native;

/// <summary>A context on one device; what is made through it is counted, so that a test sees what is not given back.</summary>
internal sealed unsafe class DeviceContext : IDisposable
{
    private const int LongestDetail = 2000;

    private readonly string _name;
    private int _liveObjects;

    /// <summary>A context on <paramref name="device"/>.</summary>
    /// <exception cref="DeviceException">The driver refuses.</exception>
    public DeviceContext(ComputeDevice device)
    {
        Device = device;
        Api = OpenCLPlatforms.Found.Api!;
        DeviceHandle = OpenCLPlatforms.Found.Handle(device);
        _name = $"opencl:{device.Index} ({device.Name})";
        nint handle = DeviceHandle;
        int error;
        Handle = Api.CreateContext((nint*)null, 1, &handle, null, null, &error);
        Check(error, "clCreateContext");
    }

    /// <summary>The functions.</summary>
    public CL Api { get; }

    /// <summary>The device.</summary>
    public ComputeDevice Device { get; }

    /// <summary>The device's handle.</summary>
    public nint DeviceHandle { get; }

    /// <summary>The context's handle.</summary>
    public nint Handle { get; }

    /// <summary>Queues, buffers, programs and kernels that have not been given back.</summary>
    public int LiveObjects => _liveObjects;

    /// <summary>A queue whose commands run one after the other.</summary>
    public nint CreateQueue()
    {
        int error;
        nint queue = Api.CreateCommandQueue(Handle, DeviceHandle, default, &error);
        return Made(queue, error, "clCreateCommandQueue");
    }

    /// <summary>A buffer of <paramref name="bytes"/> bytes, at least one, of anything.</summary>
    public nint CreateBuffer(long bytes, string what)
    {
        if (Device.LargestBufferBytes > 0 && bytes > Device.LargestBufferBytes)
        {
            throw new DeviceException(
                DeviceFailure.OutOfMemory, _name, $"{what} need {bytes >> 20} MiB; one buffer has at most "
                + $"{Device.LargestBufferBytes >> 20} MiB");
        }
        int error;
        nint buffer = Api.CreateBuffer(Handle, MemFlags.ReadWrite, (nuint)Math.Max(bytes, 64), null, &error);
        return Made(buffer, error, $"{what} ({Math.Max(1, bytes >> 20)} MiB)");
    }

    /// <summary>A kernel of <paramref name="program"/>.</summary>
    public nint CreateKernel(nint program, string name)
    {
        int error;
        nint kernel;
        fixed (byte* text = Encoding.UTF8.GetBytes(name + '\0'))
            kernel = Api.CreateKernel(program, text, &error);
        return Made(kernel, error, $"kernel '{name}'");
    }

    /// <summary>A program compiled from <paramref name="source"/>.</summary>
    /// <exception cref="DeviceException">It does not compile; the message begins with the compiler's first lines.</exception>
    public nint Build(string source, string options)
    {
        byte[] text = Encoding.UTF8.GetBytes(source);
        int error;
        nint program;
        fixed (byte* first = text)
        {
            nuint length = (nuint)text.Length;
            byte* start = first;
            program = Api.CreateProgramWithSource(Handle, 1, &start, &length, &error);
        }
        Made(program, error, "clCreateProgramWithSource");
        Compile(program, options);
        return program;
    }

    /// <summary>A program of a binary that <see cref="Binary"/> gave; 0 where the driver does not take it.</summary>
    public nint Load(ReadOnlySpan<byte> binary, string options)
    {
        int error, status = 0;
        nint device = DeviceHandle, program;
        fixed (byte* first = binary)
        {
            nuint length = (nuint)binary.Length;
            byte* start = first;
            program = Api.CreateProgramWithBinary(Handle, 1, &device, &length, &start, &status, &error);
        }
        if (program == 0 || error != 0 || status != 0)
        {
            if (program != 0)
                Api.ReleaseProgram(program);
            return 0;
        }
        Interlocked.Increment(ref _liveObjects);
        try
        {
            Compile(program, options);
            return program;
        }
        catch (DeviceException)
        {
            return 0;
        }
    }

    /// <summary>What the driver makes of a built program; empty where it does not tell.</summary>
    public byte[] Binary(nint program)
    {
        nuint size = 0;
        if (Api.GetProgramInfo(program, ProgramInfo.BinarySizes, (nuint)sizeof(nuint), &size, null) != 0 || size == 0)
            return [];
        byte[] binary = new byte[size];
        fixed (byte* first = binary)
        {
            byte* start = first;
            return Api.GetProgramInfo(program, ProgramInfo.Binaries, (nuint)sizeof(byte*), &start, null) == 0 ? binary : [];
        }
    }

    /// <summary>Gives a queue, buffer, program or kernel back.</summary>
    public void Release(nint handle, Func<nint, int> release)
    {
        if (handle == 0)
            return;
        release(handle);
        Interlocked.Decrement(ref _liveObjects);
    }

    /// <summary>Throws what an error code means.</summary>
    /// <param name="error">The code.</param>
    /// <param name="what">What was asked of the driver.</param>
    /// <param name="waits">Whether that waits for kernels to end.</param>
    /// <exception cref="DeviceException">It is an error.</exception>
    public void Check(int error, string what, bool waits = false)
    {
        if (error == (int)ErrorCodes.Success)
            return;
        DeviceFailure failure = (ErrorCodes)error switch
        {
            ErrorCodes.MemObjectAllocationFailure or ErrorCodes.OutOfHostMemory or ErrorCodes.InvalidBufferSize =>
                DeviceFailure.OutOfMemory,
            ErrorCodes.BuildProgramFailure or ErrorCodes.CompilerNotAvailable or ErrorCodes.InvalidBinary =>
                DeviceFailure.KernelBuild,
            // Drivers report an allocation that they put off as exhausted resources, when a kernel needs it; and a kernel that
            // crashed or ran too long in the same words, when its end is waited for.
            ErrorCodes.OutOfResources when !waits => DeviceFailure.OutOfMemory,
            _ => DeviceFailure.Lost,
        };
        throw new DeviceException(failure, _name, $"{what}: {(ErrorCodes)error} ({error})");
    }

    /// <inheritdoc/>
    public void Dispose() => Api.ReleaseContext(Handle);

    private nint Made(nint handle, int error, string what)
    {
        Check(error, what);
        Interlocked.Increment(ref _liveObjects);
        return handle;
    }

    private void Compile(nint program, string options)
    {
        nint device = DeviceHandle;
        int error;
        fixed (byte* text = Encoding.UTF8.GetBytes(options + '\0'))
            error = Api.BuildProgram(program, 1, &device, text, null, null);
        if (error == 0)
            return;
        string log = BuildLog(program);
        Release(program, Api.ReleaseProgram);
        if (log.Length == 0)
            Check(error, "clBuildProgram");
        throw new DeviceException(DeviceFailure.KernelBuild, _name, log);
    }

    private string BuildLog(nint program)
    {
        nuint size = 0;
        if (Api.GetProgramBuildInfo(program, DeviceHandle, ProgramBuildInfo.BuildLog, 0, null, &size) != 0 || size == 0)
            return "";
        byte[] log = new byte[size];
        fixed (byte* first = log)
        {
            if (Api.GetProgramBuildInfo(program, DeviceHandle, ProgramBuildInfo.BuildLog, size, first, null) != 0)
                return "";
        }
        string text = Encoding.UTF8.GetString(log).TrimEnd('\0').Trim();
        return text.Length > LongestDetail ? text[..LongestDetail] : text;
    }
}
