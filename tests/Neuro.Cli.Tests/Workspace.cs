using Neuro.Runtime.Data;

namespace Neuro.Cli.Tests;

/// <summary>A folder with a small program and data for it, which disappears with the test.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly ScratchFolder _folder = new();

    /// <summary>A text program: in[2] → out[3], LIF neurons with threshold 8, delay 0.</summary>
    public string Program => this["net.ir"];

    /// <summary>Four labelled samples of 20 ticks for <see cref="Program"/>.</summary>
    public string Data => this["data.npz"];

    /// <summary>The folder.</summary>
    public string Path => _folder.Path;

    /// <summary>The path of a file in the folder.</summary>
    public string this[string name] => _folder[name];

    /// <summary>Writes <see cref="Program"/> and <see cref="Data"/>.</summary>
    public Workspace()
    {
        File.WriteAllText(Program, ProgramText(threshold: 8));
        using NpzWriter data = new(Data);
        byte[] spikes = new byte[4 * 20 * 2];
        for (int i = 0; i < spikes.Length; i++)
            spikes[i] = (byte)(i * 7 % 5 < 2 ? 1 : 0);
        data.Add("spikes", spikes, 4, 20, 2);
        data.Add("labels", new int[] { 0, 1, 2, 0 });
        data.Commit();
    }

    /// <summary>The program with another threshold.</summary>
    public static string ProgramText(int threshold) => $$"""
        program "two layers" {
          dt 1/1000
          array w : s8[2, 3] = [10, -2, 3, 4, 5, 6]
          neuron lif {
            acc x : i32
            param decay, threshold
            state v : s24
            leaked = mulshift v, decay, 15, nearest
            sum    = add leaked, x
            v1     = sat sum, 24
            spike  = ge v1, threshold
            next   = select spike, 0, v1
            store v, next
            emit spike
          }
          input in [2] { payload 0 .. 1 }
          population out [3] : lif phase 1 { decay = 30000; threshold = {{threshold}} }
          projection fc : in -> out port x { dense; weight @w }
          output out
        }
        """;

    /// <summary>Removes the folder.</summary>
    public void Dispose() => _folder.Dispose();
}
