using Neuro.Emulator.Selection;
using Neuro.Ir.Diagnostics;
using Neuro.Runtime;

namespace Neuro.Cli.Commands;

/// <summary>What a tiny program said of a device.</summary>
/// <param name="Name">How the command line names it: "opencl:0".</param>
/// <param name="Device">The device.</param>
/// <param name="Differs">Whether it computed something else than the reference.</param>
/// <param name="Failure">What went wrong; null where nothing did.</param>
internal sealed record DeviceHealth(string Name, ComputeDevice Device, bool Differs, string? Failure)
{
    /// <summary>Runs the self-check on <paramref name="device"/>.</summary>
    public static DeviceHealth Examine(IBackendProvider provider, ComputeDevice device)
    {
        string name = new BackendChoice(provider, device, "").Name;
        try
        {
            string? difference = SelfCheck.FirstDifference(provider.Create(device));
            return new(name, device, difference is not null, difference is null ? null : $"differs: {difference}");
        }
        catch (DeviceException e)
        {
            return new(name, device, false, $"failed: {e.Detail}");
        }
        catch (DiagnosticException e)
        {
            return new(name, device, false, $"failed: {e.Diagnostics[0].Message}");
        }
    }
}
