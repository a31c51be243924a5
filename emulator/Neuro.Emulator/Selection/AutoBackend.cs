using Neuro.Ir;
using Neuro.Runtime;

namespace Neuro.Emulator.Selection;

/// <summary>
/// Executes every program where <see cref="BackendSelector"/> says, and goes on with the CPU backend where a device fails.
/// </summary>
/// <param name="selector">What chooses.</param>
/// <param name="cpu">What is fallen back to.</param>
/// <param name="sampleTicks">Ticks that a session will execute in all, over all samples.</param>
/// <param name="chosen">Called with every choice, from the thread that opens a session.</param>
/// <param name="failed">Called with every failure that is fallen back from.</param>
public sealed class AutoBackend(
    BackendSelector selector, IBackend cpu, long sampleTicks, Action<BackendChoice> chosen, Action<DeviceException> failed)
    : IBackend
{
    /// <inheritdoc/>
    public string Name => "auto";

    /// <inheritdoc/>
    public string Description => "the CPU, or a GPU where the work is long enough to pay for its start";

    /// <inheritdoc/>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        BackendChoice choice = selector.Choose(program, options, sampleTicks);
        chosen(choice);
        if (choice.Provider.Name == cpu.Name)
            return cpu.Open(program, options);
        try
        {
            return new FallbackBackend(choice.Provider.Create(choice.Device), cpu, failed).Open(program, options);
        }
        catch (DeviceException failure)
        {
            // The device failed before there was a backend on it.
            failed(failure);
            return cpu.Open(program, options);
        }
    }
}
