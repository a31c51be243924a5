namespace Neuro.Emulator.Cpu.Delivery;

/// <summary>
/// For each input coordinate along one axis, the outputs that read it and the kernel element through which they do: the pairs
/// (k, o) with o · stride = input + padding − k · dilation. Those of input i are elements Begin[i] .. Begin[i + 1].
/// </summary>
internal sealed class ConvolutionTaps
{
    /// <summary>The taps of an axis.</summary>
    public ConvolutionTaps(int inputs, int outputs, int kernel, int stride, int padding, int dilation)
    {
        List<int> kernels = [];
        List<int> reached = [];
        Begin = new int[inputs + 1];
        for (int input = 0; input < inputs; input++)
        {
            // From the last kernel element to the first, so that outputs ascend.
            for (int k = kernel - 1; k >= 0; k--)
            {
                int offset = input + padding - k * dilation;
                if (offset < 0 || offset % stride != 0 || offset / stride >= outputs)
                    continue;
                kernels.Add(k);
                reached.Add(offset / stride);
            }
            Begin[input + 1] = kernels.Count;
        }
        Kernel = [.. kernels];
        Output = [.. reached];
    }

    /// <summary>First tap of each input, and the number of all taps.</summary>
    public int[] Begin { get; }

    /// <summary>Kernel element of each tap.</summary>
    public int[] Kernel { get; }

    /// <summary>Output of each tap.</summary>
    public int[] Output { get; }
}
