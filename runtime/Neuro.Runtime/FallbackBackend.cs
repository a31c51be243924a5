using Neuro.Ir;

namespace Neuro.Runtime;

/// <summary>
/// A backend on a device, and another that takes over where the device fails: when a session is opened, or in the middle of a
/// run.
/// Since all backends give the same, the outcome is that of a run without failure; that it happened is announced.
/// </summary>
/// <param name="first">What executes as long as its device works.</param>
/// <param name="second">What goes on after a failure.</param>
/// <param name="announce">Called with every failure, from the thread that met it.</param>
public sealed class FallbackBackend(IBackend first, IBackend second, Action<DeviceException> announce) : IBackend
{
    /// <inheritdoc/>
    public string Name => first.Name;

    /// <inheritdoc/>
    public string Description => $"{first.Description}, else {second.Description}";

    /// <inheritdoc/>
    public ISession Open(SpikeProgram program, SessionOptions options)
    {
        try
        {
            return new FallbackSession(first.Open(program, options), () => second.Open(program, options), announce);
        }
        catch (DeviceException failure)
        {
            announce(failure);
            return second.Open(program, options);
        }
    }
}
