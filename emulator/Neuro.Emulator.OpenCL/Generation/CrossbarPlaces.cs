namespace Neuro.Emulator.OpenCL.Generation;

/// <summary>What a read works in.</summary>
/// <param name="Table">Geometry, planes and tiles.</param>
/// <param name="Ints">Elements of S for each work-item that reads by itself.</param>
/// <param name="Scratch">Their place.</param>
/// <param name="Longs">Digital outputs, in L, for each work-item that reads by itself.</param>
/// <param name="Outputs">Their place.</param>
internal sealed record CrossbarPlaces(CrossbarTable Table, long Ints, long Scratch, long Longs, long Outputs);
