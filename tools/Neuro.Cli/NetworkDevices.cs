using Neuro.Compiler.Frontends.Network;
using Neuro.Emulator.Devices;
using Neuro.Emulator.Devices.Learning;
using Neuro.Ir;

namespace Neuro.Cli;

/// <summary>Puts the projections of a network in JSON on the devices that it names.</summary>
internal static class NetworkDevices
{
    /// <summary>The program, ready to learn.</summary>
    public static SpikeProgram Bind(LoadedNetwork network)
    {
        DeviceLearningOptions usual = new();
        SpikeProgram program = network.Program;
        foreach (LearningDevice device in network.Devices)
            program = DeviceLearning.Bind(program, device.Model ?? DeviceCatalog.Load(device.Name), usual with
            {
                Update = device.Direction is { } direction ? Enum.Parse<DeviceUpdate>(direction, ignoreCase: true) : usual.Update,
                Rounding = device.Rounding ?? usual.Rounding,
                Bits = device.Bits ?? usual.Bits,
                MostPulses = device.Pulses ?? usual.MostPulses,
                Chip = device.Chip,
            }, device.Projection);
        return program;
    }
}
