namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>Where a population's states, sums, parameters and tables lie in a device's buffers.</summary>
/// <param name="States">First element of each state.</param>
/// <param name="Sums">First sum of each port that something is delivered to, in the buffer of its width.</param>
/// <param name="Constants">First element of each parameter that is an array, and of each table.</param>
internal sealed record NeuronAddresses(
    IReadOnlyDictionary<string, long> States, IReadOnlyDictionary<string, long> Sums,
    IReadOnlyDictionary<string, long> Constants);
