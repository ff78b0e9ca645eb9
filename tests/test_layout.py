def test_the_package_imports() -> None:
    import pitboss

    assert pitboss.__name__ == "pitboss"
