namespace Neuro.Emulator.Cpu.Crossbars;

/// <summary>What room a read of a projection needs.</summary>
/// <param name="Rows">Rows of all groups.</param>
/// <param name="Outputs">Outputs of all groups.</param>
/// <param name="TileRows">Rows of the largest tile.</param>
/// <param name="TileChannels">Channels of the largest tile.</param>
/// <param name="HasNoise">Whether any tile has read noise.</param>
internal readonly record struct ReadShape(int Rows, int Outputs, int TileRows, int TileChannels, bool HasNoise);
