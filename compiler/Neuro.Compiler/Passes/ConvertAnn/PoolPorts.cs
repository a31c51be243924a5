using System.Collections.Immutable;
using Neuro.Compiler.Ann;
using Neuro.Compiler.Discrete;
using Neuro.Ir;
using Neuro.Ir.Diagnostics;

namespace Neuro.Compiler.Passes;

/// <summary>The inputs of a max pool: one map for each position of the window.</summary>
internal static class PoolPorts
{
    private const int MostPorts = 64;

    /// <summary>Terms from <paramref name="source"/>, in the order of the window's positions.</summary>
    /// <exception cref="DiagnosticException">The window is too large, or padding would count as zeros among negative
    /// values.</exception>
    public static ImmutableArray<Term> Of(AnnMaxPool pool, SignalSource source)
    {
        Convolution g = pool.Geometry;
        long positions = (long)g.KernelHeight * g.KernelWidth;
        if (positions > MostPorts)
            throw Refused(pool, $"its window has {positions} positions, more than {MostPorts}");
        List<Term> terms = [];
        for (int ky = 0; ky < g.KernelHeight; ky++)
        {
            for (int kx = 0; kx < g.KernelWidth; kx++)
            {
                int[] sources = Sources(g, ky, kx);
                if (source.Least < 0 && sources.Contains(-1))
                    throw Refused(pool, "its padding stands beside values that can be negative");
                terms.Add(new(source, [1.0], new GatherMap(sources, 1), $"{pool.Name}.{ky}.{kx}", pool.Origin));
            }
        }
        return [.. terms];
    }

    private static int[] Sources(Convolution g, int ky, int kx)
    {
        int[] sources = new int[g.OutputSize];
        int at = 0;
        for (int c = 0; c < g.OutputChannels; c++)
            for (int v = 0; v < g.OutputHeight; v++)
                for (int u = 0; u < g.OutputWidth; u++)
                {
                    int row = v * g.StrideY - g.PaddingTop + ky * g.DilationY;
                    int column = u * g.StrideX - g.PaddingLeft + kx * g.DilationX;
                    bool inside = (uint)row < (uint)g.InputHeight && (uint)column < (uint)g.InputWidth;
                    sources[at++] = inside ? (c * g.InputHeight + row) * g.InputWidth + column : -1;
                }
        return sources;
    }

    /// <summary>The refusal of a node.</summary>
    public static DiagnosticException Refused(AnnNode node, string reason) =>
        new(DiagnosticCatalog.ConversionRefused.At(node.Origin, node.Name, reason));
}
