namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>The statements of a read; work-items that share a slot meet between the steps.</summary>
/// <param name="Place">Places the payloads; empty where each work-item reads by itself.</param>
/// <param name="Read">Reads.</param>
/// <param name="Deliver">Adds to the port's sums; empty where each work-item reads by itself.</param>
internal sealed record CrossbarSteps(string Place, string Read, string Deliver);
