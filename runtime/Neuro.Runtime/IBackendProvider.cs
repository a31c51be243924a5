namespace Neuro.Runtime;

/// <summary>
/// A family of backends, one for each device that a library reaches. To ask for its name and its library costs nothing; devices
/// are looked for when first asked for, once, and by any thread.
/// </summary>
public interface IBackendProvider
{
    /// <summary>Its name on the command line, and that of the backends it makes: "cpu", "opencl", ….</summary>
    string Name { get; }

    /// <summary>
    /// What it is built on, for people: "built in", or whether the package or its stand-in was chosen, and why. It was decided
    /// when this was built.
    /// </summary>
    string Library { get; }

    /// <summary>
    /// What is missing and what to install; null where there is at least one device. Looking for it never throws: whatever goes
    /// wrong with a driver ends up here.
    /// </summary>
    MissingLibrary? Missing { get; }

    /// <summary>Whether its backends are <see cref="ILearningBackend"/>s.</summary>
    bool Learns => false;

    /// <summary>
    /// The devices of this machine, each at the place of its index; empty where something is <see cref="Missing"/>. Never throws.
    /// </summary>
    IReadOnlyList<ComputeDevice> Devices { get; }

    /// <summary>
    /// A backend on <paramref name="device"/>, one of <see cref="Devices"/>. What it needs of the device it may make when the
    /// first session is opened; sessions share it, and end with their own disposal.
    /// </summary>
    /// <exception cref="DeviceException">The device cannot be used after all.</exception>
    IBackend Create(ComputeDevice device);
}
