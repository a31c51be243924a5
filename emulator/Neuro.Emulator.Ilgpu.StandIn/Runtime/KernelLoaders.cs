namespace ILGPU.Runtime;

/// <summary>Makes kernels of methods.</summary>
public static class KernelLoaders
{
    /// <summary>The launcher of <paramref name="action"/>.</summary>
    public static Action<KernelConfig, T1, T2> LoadStreamKernel<T1, T2>(this Accelerator accelerator, Action<T1, T2> action)
        where T1 : struct
        where T2 : struct =>
        (config, a, b) => Run(config.Groups, () => action(a, b));

    private static void Run(int groups, Action kernel)
    {
        if (groups == 1)
        {
            Grid.Enter(0, 1);
            kernel();
            return;
        }
        Parallel.For(0, groups, group =>
        {
            Grid.Enter(group, groups);
            kernel();
        });
    }
}
