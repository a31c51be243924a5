using System.Collections.Immutable;
using Neuro.Ir.Devices;
using Neuro.Ir.Diagnostics;

namespace Neuro.Emulator.Devices;

/// <summary>
/// The devices that come with this program, one file under presets/ each, and those that users write, found by their paths or, in
/// the folders of <c>NEURO_DEVICES</c>, by their names.
/// </summary>
public static class DeviceCatalog
{
    /// <summary>The environment variable with users' folders.</summary>
    public const string FoldersVariable = "NEURO_DEVICES";

    private static readonly SpecificationCatalog<DeviceModel> Catalog = new(
        "devices/", FoldersVariable, DeviceRules.ThrowIfInvalid, DiagnosticCatalog.NoSuchDevice,
        DiagnosticCatalog.DeviceFileNotFound, DiagnosticCatalog.DeviceFileUnreadable);

    /// <summary>Names of the devices that come with this program, sorted.</summary>
    public static ImmutableArray<string> Presets => Catalog.Presets;

    /// <summary>Names of the presets and of the users' devices, sorted.</summary>
    public static ImmutableArray<string> Names => Catalog.Names;

    /// <summary>The device called <paramref name="nameOrPath"/>, or in the file of that path.</summary>
    /// <exception cref="DiagnosticException">There is no such device, or it is in error.</exception>
    public static DeviceModel Load(string nameOrPath) => Catalog.Load(nameOrPath);
}
