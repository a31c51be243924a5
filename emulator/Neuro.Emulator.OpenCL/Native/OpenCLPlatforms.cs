using System.Text;
using Neuro.Runtime;
using Silk.NET.OpenCL;

namespace Neuro.Emulator.OpenCL.Native;

/// <summary>The devices of this machine, looked for once.</summary>
internal sealed unsafe class OpenCLPlatforms
{
    private static readonly Lazy<OpenCLPlatforms> Lazily = new(() => new());

    private readonly List<nint> _handles = [];

    private OpenCLPlatforms()
    {
        List<ComputeDevice> devices = [];
        Devices = devices;
        try
        {
            Api = new CL(new OpenCLLibrary());
            foreach (nint platform in Platforms(Api))
                AddDevices(Api, platform, devices);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            Missing = new(e.Message, Remedy);
            return;
        }
        if (devices.Count == 0)
        {
            Missing = new("no OpenCL device with a compiler is installed", Remedy);
        }
    }

    /// <summary>What to do where something is missing.</summary>
    public static string Remedy => OperatingSystem.IsWindows()
        ? "install the driver of your GPU"
        : "apt-get install ocl-icd-libopencl1 pocl-opencl-icd (a driver for processors), or the driver of your GPU; a driver "
            + "whose file is not in /etc/OpenCL/vendors is named by OCL_ICD_VENDORS=its.so, a loader elsewhere by NEURO_OPENCL";

    /// <summary>What was found.</summary>
    public static OpenCLPlatforms Found => Lazily.Value;

    /// <summary>The functions; null where there is no loader.</summary>
    public CL? Api { get; }

    /// <summary>The devices that can be used.</summary>
    public IReadOnlyList<ComputeDevice> Devices { get; }

    /// <summary>What is missing; null where there is a device.</summary>
    public MissingLibrary? Missing { get; }

    /// <summary>The handle of a device.</summary>
    public nint Handle(ComputeDevice device) => _handles[device.Index];

    /// <summary>A number that describes a device.</summary>
    public static long Number(CL api, nint device, DeviceInfo what)
    {
        // The longest of these is 64 bits; shorter ones leave the rest 0 on little-endian machines.
        long value = 0;
        return api.GetDeviceInfo(device, what, sizeof(long), &value, null) == 0 ? value : 0;
    }

    private static nint[] Platforms(CL api)
    {
        uint count = 0;
        if (api.GetPlatformIDs(0, null, &count) != 0 || count == 0)
            return [];
        nint[] platforms = new nint[count];
        fixed (nint* first = platforms)
            return api.GetPlatformIDs(count, first, &count) == 0 ? platforms : [];
    }

    private void AddDevices(CL api, nint platform, List<ComputeDevice> devices)
    {
        uint count = 0;
        if (api.GetDeviceIDs(platform, DeviceType.All, 0, null, &count) != 0 || count == 0)
            return;
        nint[] handles = new nint[count];
        fixed (nint* first = handles)
        {
            if (api.GetDeviceIDs(platform, DeviceType.All, count, first, &count) != 0)
                return;
        }
        foreach (nint handle in handles.Where(h => IsUsable(api, h)))
        {
            _handles.Add(handle);
            devices.Add(Describe(api, platform, handle, devices.Count));
        }
    }

    private static bool IsUsable(CL api, nint device) =>
        Number(api, device, DeviceInfo.Available) != 0 && Number(api, device, DeviceInfo.CompilerAvailable) != 0
        && Number(api, device, DeviceInfo.EndianLittle) != 0;

    private static ComputeDevice Describe(CL api, nint platform, nint device, int index)
    {
        DeviceType type = (DeviceType)Number(api, device, DeviceInfo.Type);
        return new()
        {
            Index = index,
            Name = Text((size, text, used) => api.GetDeviceInfo(device, DeviceInfo.Name, size, text, used)),
            Kind = type.HasFlag(DeviceType.Gpu) ? DeviceKind.Gpu
                : type.HasFlag(DeviceType.Cpu) ? DeviceKind.Cpu
                : DeviceKind.Accelerator,
            Driver = string.Join(
                ", ",
                Text((size, text, used) => api.GetPlatformInfo(platform, PlatformInfo.Name, size, text, used)),
                Text((size, text, used) => api.GetDeviceInfo(device, DeviceInfo.Version, size, text, used)),
                Text((size, text, used) => api.GetDeviceInfo(device, DeviceInfo.DriverVersion, size, text, used))),
            MemoryBytes = Number(api, device, DeviceInfo.GlobalMemSize),
            LargestBufferBytes = Number(api, device, DeviceInfo.MaxMemAllocSize),
            ComputeUnits = (int)Math.Max(1, Number(api, device, DeviceInfo.MaxComputeUnits)),
            ClockMegahertz = (int)Number(api, device, DeviceInfo.MaxClockFrequency),
        };
    }

    private delegate int Query(nuint size, void* text, nuint* used);

    private static string Text(Query query)
    {
        nuint size = 0;
        if (query(0, null, &size) != 0 || size == 0)
            return "";
        byte[] text = new byte[size];
        fixed (byte* first = text)
        {
            if (query(size, first, null) != 0)
                return "";
        }
        return Encoding.UTF8.GetString(text).TrimEnd('\0').Trim();
    }
}
