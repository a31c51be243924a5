namespace Neuro.Emulator.Ilgpu.Lowering;

/// <summary>Where what a rule reads and writes lies in a device's buffers.</summary>
/// <param name="States">First element of the per-synapse array behind each state.</param>
/// <param name="Parameters">Each parameter that is not one number for all.</param>
/// <param name="Tables">First constant of each table.</param>
internal sealed record RuleAddresses(
    IReadOnlyDictionary<string, long> States, IReadOnlyDictionary<string, ParameterPlace> Parameters,
    IReadOnlyDictionary<string, long> Tables);
