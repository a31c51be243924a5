namespace Neuro.Targets.Xbar;

/// <summary>One array, or what is used of it.</summary>
/// <param name="Group">Group of the convolution; 0 otherwise.</param>
/// <param name="FirstRow">First row of the projection's matrix.</param>
/// <param name="Rows">Rows in use.</param>
/// <param name="FirstOutput">First output of the projection's matrix.</param>
/// <param name="Outputs">Outputs held.</param>
/// <param name="Columns">Columns in use.</param>
/// <param name="CodeBits">Bits of a conductance code in the file.</param>
/// <param name="Codes">Conductance codes [rows, columns]: 0 for the smallest, levels − 1 for the largest.</param>
internal sealed record NxbTile(
    int Group, int FirstRow, int Rows, int FirstOutput, int Outputs, int Columns, int CodeBits, ushort[] Codes);
