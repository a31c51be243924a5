namespace Neuro.Ir;

/// <summary>What the verifier knows by name.</summary>
/// <param name="Arrays">Arrays.</param>
/// <param name="Neurons">Micro-programs of populations.</param>
/// <param name="Rules">Micro-programs of plastic projections.</param>
/// <param name="Populations">Populations.</param>
/// <param name="Sizes">Neurons of each population.</param>
/// <param name="Devices">Names of devices.</param>
internal sealed record ProgramNames(
    Dictionary<string, IrArray> Arrays, Dictionary<string, MicroProgram> Neurons, Dictionary<string, MicroProgram> Rules,
    Dictionary<string, Population> Populations, Dictionary<string, long> Sizes, HashSet<string> Devices);
