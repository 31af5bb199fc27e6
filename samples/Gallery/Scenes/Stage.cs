using Livecaller;

namespace Gallery.Scenes;

/// <summary>What is on show in one browser tab: one scene at a time. The next ends the last.</summary>
internal sealed class Stage(SceneLinks links, ILoggerFactory loggers) : ILivecallerClientProvider, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly string _key = Guid.NewGuid().ToString("N");
    private int _number;

    /// <summary>The scene on show.</summary>
    public Scene? Scene { get; private set; }

    public async Task<Scene> ShowAsync(GalleryState state, string language, Uri site)
    {
        await _one.WaitAsync();
        try
        {
            if (Scene is not null) await Scene.DisposeAsync();
            Scene = null;
            Scene = await Scene.CreateAsync(state, ++_number, language, SceneLinks.BaseOf(site, _key), loggers);
            links.Set(_key, Scene.Host);
            return Scene;
        }
        finally
        {
            _one.Release();
        }
    }

    public Task<LivecallerClient> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(
        Scene?.Client ?? throw new InvalidOperationException("There is no scene on the stage."));

    public async ValueTask DisposeAsync()
    {
        links.Remove(_key);
        if (Scene is not null) await Scene.DisposeAsync();
        _one.Dispose();
    }
}
