using System.Reflection;
using Neuro.Runtime;

namespace Neuro.Emulator.Ilgpu;

/// <summary>The devices that ILGPU finds: GPUs first, its CPU accelerator (or the stand-in's loops) last.</summary>
public sealed class IlgpuBackendProvider : IBackendProvider
{
    private static readonly Lazy<(IReadOnlyList<IlgpuDevice> Devices, string? Missing)> Found = new(Find);

    /// <summary>Whether the package or the stand-in is used, and why: it was decided when this was built.</summary>
    public static string Choice { get; } = "ILGPU " + (typeof(IlgpuBackendProvider).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "IlgpuChoice")?.Value ?? "");

    /// <inheritdoc/>
    public string Name => "ilgpu";

    /// <inheritdoc/>
    public string Library => Choice;

    /// <inheritdoc/>
    public bool Learns => true;

    /// <inheritdoc/>
    public MissingLibrary? Missing => Found.Value.Missing is { } what
        ? new(what, "install or repair your GPU's driver, or use --backend cpu")
        : null;

    /// <inheritdoc/>
    public IReadOnlyList<ComputeDevice> Devices => [.. Found.Value.Devices.Select(d => d.Description)];

    /// <inheritdoc/>
    public IBackend Create(ComputeDevice device) => Create(device, groupsPerSlot: null);

    /// <summary>As the other, with the spread over the device laid down.</summary>
    internal static IlgpuBackend Create(ComputeDevice device, int? groupsPerSlot)
    {
        IReadOnlyList<IlgpuDevice> devices = Found.Value.Devices;
        return (uint)device.Index < (uint)devices.Count
            ? new(devices[device.Index]) { GroupsPerSlot = groupsPerSlot }
            : throw new DeviceException(DeviceFailure.Lost, $"ilgpu:{device.Index} ({device.Name})", "there is no such device");
    }

    private static (IReadOnlyList<IlgpuDevice> Devices, string? Missing) Find()
    {
        try
        {
            return (IlgpuDevice.All(), null);
        }
        // Whatever goes wrong in a driver ends up here.
#pragma warning disable CA1031
        catch (Exception e)
#pragma warning restore CA1031
        {
            return ([], (e.InnerException ?? e).Message);
        }
    }
}
