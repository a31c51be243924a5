using Neuro.Runtime;

namespace Neuro.Cli.Commands;

/// <summary>What a family of backends offers on this machine.</summary>
/// <param name="Name">The backend.</param>
/// <param name="Library">The package or the stand-in that it is built on, and why.</param>
/// <param name="Missing">What is missing and what to do; null where it can be used.</param>
/// <param name="Devices">Its devices.</param>
internal sealed record BackendHealth(string Name, string Library, MissingLibrary? Missing, DeviceHealth[] Devices)
{
    /// <summary>Looks for the devices of <paramref name="provider"/> and checks each.</summary>
    public static BackendHealth Examine(IBackendProvider provider) => new(
        provider.Name, provider.Library, provider.Missing,
        [.. provider.Devices.Select(d => DeviceHealth.Examine(provider, d))]);
}
